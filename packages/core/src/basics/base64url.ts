/** Base64url (RFC 4648, section 5) without padding: how browsers write bytes in a credential. */

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

export function base64url(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const left = Math.min(3, bytes.length - at);
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    for (let letter = 0; letter <= left; letter++) text += letters[(group >> (18 - 6 * letter)) & 63];
  }
  return text;
}

/** The bytes; null for what is not the one way of writing them. */
export function base64urlBytes(text: string): Uint8Array | null {
  const bytes: number[] = [];
  let group = 0;
  let bits = 0;
  for (const letter of text) {
    const value = letters.indexOf(letter);
    if (value < 0) return null;
    group = ((group << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((group >> bits) & 0xff);
  }
  const read = Uint8Array.from(bytes);
  return base64url(read) === text ? read : null;
}
