import { randomBytes } from "node:crypto"

/** Without 0 and O, 1, I and L, and U, which is read as V: nobody has to ask which of them is printed. */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

/** How many codes of a length there are. */
export const codesOfLength = (length: number): bigint => BigInt(ALPHABET.length) ** BigInt(length)

// The largest multiple of 30 in a byte. A byte above it is drawn again, or the first letters came up more often.
const FAIR = 240

/** Codes that nobody can guess from others. Two of them may be equal, as chance has it. */
export function randomCodes(count: number, prefix: string, length: number): string[] {
  const codes: string[] = []
  let letters = ""
  while (codes.length < count) {
    for (const byte of randomBytes(4096)) if (byte < FAIR) letters += ALPHABET.charAt(byte % ALPHABET.length)
    let from = 0
    for (; from + length <= letters.length && codes.length < count; from += length) {
      codes.push(prefix + letters.slice(from, from + length))
    }
    letters = letters.slice(from)
  }
  return codes
}
