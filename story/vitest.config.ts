import { defineConfig } from "vitest/config";

/** The story of two companies, played in browsers: npm run story. */
export default defineConfig({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source"] } },
  test: {
    include: ["story/**/*.test.ts"],
    testTimeout: 180_000,
    hookTimeout: 120_000,
    maxWorkers: 1,
    bail: 1,
  },
});
