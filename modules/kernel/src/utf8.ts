/**
 * The UTF-8 bytes of a text, as `TextEncoder` gives them; the kernel compiles without it.
 * A surrogate without its partner becomes U+FFFD (EF BF BD), as the WHATWG Encoding Standard says, so every text has
 * exactly one encoding.
 */
export function utf8(text: string): Uint8Array {
  // A UTF-16 unit takes at most 3 bytes: a pair of them takes 4.
  const bytes = new Uint8Array(text.length * 3)
  let end = 0
  for (let i = 0; i < text.length; i++) {
    let point = text.charCodeAt(i)
    if (point >= 0xd800 && point <= 0xdfff) {
      // codePointAt joins a pair, and gives back a lone surrogate as it is.
      const joined = text.codePointAt(i) ?? 0
      if (joined > 0xffff) i++
      point = joined > 0xffff ? joined : 0xfffd
    }
    if (point < 0x80) {
      bytes[end++] = point
    } else if (point < 0x800) {
      bytes[end++] = 0xc0 | (point >> 6)
      bytes[end++] = 0x80 | (point & 0x3f)
    } else if (point < 0x10000) {
      bytes[end++] = 0xe0 | (point >> 12)
      bytes[end++] = 0x80 | ((point >> 6) & 0x3f)
      bytes[end++] = 0x80 | (point & 0x3f)
    } else {
      bytes[end++] = 0xf0 | (point >> 18)
      bytes[end++] = 0x80 | ((point >> 12) & 0x3f)
      bytes[end++] = 0x80 | ((point >> 6) & 0x3f)
      bytes[end++] = 0x80 | (point & 0x3f)
    }
  }
  return bytes.subarray(0, end)
}
