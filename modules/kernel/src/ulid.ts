import { BrokenAssumption } from "./broken-assumption"

// Crockford's base 32: no I, L, O or U, so nothing is misread or spells a word. Its characters sort by their value.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
// 26 characters hold 130 bits and a ULID has 128, so the first is at most 7.
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/
const TIME_LENGTH = 10
const LARGEST_TIME_MS = 2 ** 48 - 1

/** A ULID has 80 random bits. */
export const ULID_RANDOM_BYTES = 10

/** Whether a text is a ULID in capitals: 48 bits of milliseconds, 80 random bits, 26 characters. */
export function isUlid(text: string): boolean {
  return ULID.test(text)
}

/** The milliseconds since 1970 in a ULID that `isUlid`. */
export function decodeUlidTime(ulid: string): number {
  let timeMs = 0
  // Not bit operations: they end at 32 bits, a double counts exactly to 53.
  for (let i = 0; i < TIME_LENGTH; i++) timeMs = timeMs * 32 + ALPHABET.indexOf(ulid.charAt(i))
  return timeMs
}

/**
 * Makes a ULID that sorts after `previous`: from `now` and 10 bytes of `random` when the clock has moved on since, else
 * the previous one plus 1, which asks for no bytes (they cost more than all the rest). An overflow of the random part
 * carries into the time, so order is kept there too.
 *
 * Layout: https://github.com/ulid/spec
 *
 * @throws BrokenAssumption `id_time_out_of_range`, `id_random_wrong_size`
 */
export function nextUlid(now: number, random: () => Uint8Array, previous?: string): string {
  const time = encodeTime(now)
  if (previous !== undefined && time <= previous.slice(0, TIME_LENGTH)) return successor(previous)
  return time + encodeRandom(random())
}

function encodeTime(timeMs: number): string {
  if (!Number.isInteger(timeMs) || timeMs < 0 || timeMs > LARGEST_TIME_MS) throw timeOutOfRange(`the time ${timeMs}`)
  let text = ""
  for (let i = 0; i < TIME_LENGTH; i++) {
    text = ALPHABET.charAt(timeMs % 32) + text
    timeMs = Math.floor(timeMs / 32)
  }
  return text
}

function encodeRandom(bytes: Uint8Array): string {
  if (bytes.length !== ULID_RANDOM_BYTES) {
    throw new BrokenAssumption(
      "id_random_wrong_size",
      `An id was to be made from ${bytes.length} random bytes.`,
      `Give exactly ${ULID_RANDOM_BYTES}.`,
    )
  }
  // Each 5 bytes are 8 characters of 5 bits, taken as two halves of 20 bits.
  let text = ""
  for (let i = 0; i < ULID_RANDOM_BYTES; i += 5) {
    const middle = bytes[i + 2]!
    text += encode20((bytes[i]! << 12) | (bytes[i + 1]! << 4) | (middle >> 4))
    text += encode20(((middle & 15) << 16) | (bytes[i + 3]! << 8) | bytes[i + 4]!)
  }
  return text
}

const encode20 = (bits: number): string =>
  ALPHABET.charAt(bits >> 15) +
  ALPHABET.charAt((bits >> 10) & 31) +
  ALPHABET.charAt((bits >> 5) & 31) +
  ALPHABET.charAt(bits & 31)

/** Adds 1 as one does on paper: trailing Zs turn to 0, the character before them becomes the next one. */
function successor(ulid: string): string {
  let last = ulid.length - 1
  while (last > 0 && ulid.charAt(last) === "Z") last--
  const digit = ALPHABET.charAt(ALPHABET.indexOf(ulid.charAt(last)) + 1)
  if (last === 0 && digit === "8") throw timeOutOfRange("a time after the last ULID")
  return ulid.slice(0, last) + digit + "0".repeat(ulid.length - 1 - last)
}

function timeOutOfRange(what: string): BrokenAssumption {
  return new BrokenAssumption(
    "id_time_out_of_range",
    `An id was to be made for ${what}.`,
    `Give whole milliseconds since 1970, from 0 to ${LARGEST_TIME_MS}.`,
  )
}
