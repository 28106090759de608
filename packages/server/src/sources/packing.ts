/** How bodies lie in the store: packed without loss where that makes them smaller. The hash is of what was received. */
import { constants, deflateRawSync, inflateRawSync } from "node:zlib";

export type Packed = { readonly packing: "plain" | "deflate"; readonly body: Buffer };

/** Below this many bytes packing gains nothing. */
const leastPacked = 200;

export function pack(text: string): Packed {
  const plain = Buffer.from(text, "utf8");
  if (plain.length < leastPacked) return { packing: "plain", body: plain };
  return { packing: "deflate", body: deflateRawSync(plain, { level: constants.Z_BEST_SPEED, memLevel: 9 }) };
}

export function unpack({ packing, body }: { readonly packing: string; readonly body: Buffer }): string {
  return (packing === "deflate" ? inflateRawSync(body) : body).toString("utf8");
}
