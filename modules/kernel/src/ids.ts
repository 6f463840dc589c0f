import { BrokenAssumption } from "./broken-assumption"
import type { Clock } from "./clock"
import { excerpt } from "./excerpt"
import { done, refuse, type Outcome, type Refusal } from "./outcome"
import { decodeUlidTime, isUlid, nextUlid, ULID_RANDOM_BYTES } from "./ulid"

/** `hold_01J9ZQ…`: what it names, an underscore, and a ULID of 26 characters. Sorted as text, ids stand in the order
 * they were made. They are not secrets: two made in the same millisecond by one process are neighbours. */
export type Id<Prefix extends string = string> = `${Prefix}_${string}`

export type IdRefused = Refusal<"id_malformed" | "id_prefix_unexpected">

/** Where an id factory gets what the kernel itself never reads. */
export type IdSources = {
  /** Milliseconds since 1970, such as `Date.now`. */
  readonly now: Clock
  /** Unpredictable bytes, as many as asked for, such as `randomBytes` of `node:crypto`. */
  readonly randomBytes: (size: number) => Uint8Array
}

/**
 * Makes one id from its parts. It reads no clock and no random number.
 *
 * With `previous`, the new id sorts after it, also when both fall into one millisecond or the clock was set back: it is
 * then the previous one plus 1, and its time may be up to that of the previous id.
 *
 * @param prefix small letters and digits, words joined by single underscores, 1 to 30 characters: `hold`, `order_event`
 * @param now milliseconds since 1970, whole, at most 2⁴⁸ − 1 (the year 10889)
 * @param random exactly 10 unpredictable bytes; not looked at when the id is the previous one plus 1
 * @throws BrokenAssumption `id_prefix_invalid`, `id_time_out_of_range`, `id_random_wrong_size`, `id_previous_foreign`
 *
 * @example
 * createId("hold", now, randomBytes(10)) // "hold_01J9ZQ3V5N8XK2M4T6W7Y9A0BC"
 */
export function createId<Prefix extends string>(
  prefix: Prefix,
  now: number,
  random: Uint8Array,
  previous?: Id<Prefix>,
): Id<Prefix> {
  requirePrefix(prefix)
  if (previous !== undefined && !isId(previous, prefix)) {
    throw new BrokenAssumption(
      "id_previous_foreign",
      `${excerpt(previous)} was given as the id before a new ${prefix} id.`,
      "Give the last id of the same prefix, or none.",
    )
  }
  return `${prefix}_${nextUlid(now, () => random, previous?.slice(prefix.length + 1))}`
}

/**
 * Makes a function that makes ids: each sorts after the one before, in this process. Across processes the millisecond
 * decides, as far as their clocks agree.
 *
 * @param prefix as for `createId`; checked at once, so a bad one stops the boot and not the first order
 * @throws BrokenAssumption `id_prefix_invalid` here; `id_time_out_of_range`, `id_random_wrong_size` when called
 *
 * @example
 * const newHoldId = idFactory("hold", { now: Date.now, randomBytes })
 * const holdId = newHoldId() // made before the first try, kept for retries
 */
export function idFactory<Prefix extends string>(prefix: Prefix, sources: IdSources): () => Id<Prefix> {
  requirePrefix(prefix)
  let last: string | undefined
  const random = () => sources.randomBytes(ULID_RANDOM_BYTES)
  return () => {
    last = nextUlid(sources.now(), random, last)
    return `${prefix}_${last}`
  }
}

/**
 * Whether something is an id of this prefix, in exactly the form we write: a ULID in capitals. Says nothing about
 * whether anything of that name exists.
 */
export function isId<Prefix extends string>(value: unknown, prefix: Prefix): value is Id<Prefix> {
  return (
    typeof value === "string" &&
    value.startsWith(prefix) &&
    value.charAt(prefix.length) === "_" &&
    isUlid(value.slice(prefix.length + 1))
  )
}

/**
 * Reads an id that came from outside.
 *
 * @returns the id, or `id_malformed` (not a prefix, an underscore and a ULID in capitals), `id_prefix_unexpected` (a
 * well-formed id of something else)
 *
 * @example
 * const holdId = parseId(request.body.hold_id, "hold")
 * if (!holdId.ok) return holdId
 */
export function parseId<Prefix extends string>(value: unknown, prefix: Prefix): Outcome<Id<Prefix>, IdRefused> {
  if (isId(value, prefix)) return done(value)
  const parts = split(value)
  if (parts === undefined) return malformed(value, prefix)
  return refuse(
    "id_prefix_unexpected",
    `An id beginning with ${prefix}_ was expected, and one beginning with ${parts.prefix}_ came.`,
    `Send the ${prefix} id.`,
  )
}

/**
 * When an id was made, in milliseconds since 1970, by the clock of the process that made it. Good for sorting and for
 * looking; a rule about time uses a stored `timestamptz`.
 *
 * @returns the time, or `id_malformed`
 */
export function timestampOf(id: string): Outcome<number, IdRefused> {
  const parts = split(id)
  return parts === undefined ? malformed(id, "hold") : done(decodeUlidTime(parts.ulid))
}

const PREFIX = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/
const LONGEST_PREFIX = 30

const isPrefix = (text: string) => text.length <= LONGEST_PREFIX && PREFIX.test(text)

function requirePrefix(prefix: string): void {
  if (isPrefix(prefix)) return
  throw new BrokenAssumption(
    "id_prefix_invalid",
    `${excerpt(prefix)} was used as an id prefix.`,
    `Use 1 to ${LONGEST_PREFIX} small letters and digits, words joined by single underscores, such as order_event.`,
  )
}

// A ULID has no underscore, so the last one ends the prefix.
function split(value: unknown): { prefix: string; ulid: string } | undefined {
  if (typeof value !== "string") return undefined
  const end = value.lastIndexOf("_")
  const [prefix, ulid] = [value.slice(0, Math.max(end, 0)), value.slice(end + 1)]
  return isPrefix(prefix) && isUlid(ulid) ? { prefix, ulid } : undefined
}

function malformed(value: unknown, prefix: string): Refusal<"id_malformed"> {
  return refuse(
    "id_malformed",
    `${excerpt(value)} is not an id.`,
    `Send an id as it was given out, such as ${prefix}_ and 26 letters and digits.`,
  )
}
