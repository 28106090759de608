import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ["source", "module", "browser", "development|production"] },
  // Style sheets stay as written: light-dark() follows the look of each part of a page only where the browser itself reads it.
  build: { target: "es2022", cssTarget: ["chrome123", "firefox128", "safari17.5"], modulePreload: { polyfill: false }, chunkSizeWarningLimit: 900 },
});
