import { BrokenAssumption } from "./broken-assumption"

/** A stable error code, `noun_problem`, such as `currency_unknown`. Never reused for another meaning. */
export type RefusalCode = `${string}_${string}`

/** The work was done, and `value` is the answer. */
export type Done<T> = { readonly ok: true; readonly value: T }

/**
 * An expected "no", returned and not thrown.
 *
 * - `code`: stable, for programs.
 * - `message`: what was asked and what is true, for people. No secret, no card number.
 * - `nextStep`: what to do next, for people.
 *
 * A module that has facts for programs adds them: `type AtpShort = Refusal<"atp_short"> & { shortages: Shortage[] }`.
 */
export type Refusal<Code extends RefusalCode = RefusalCode> = {
  readonly ok: false
  readonly code: Code
  readonly message: string
  readonly nextStep: string
}

/**
 * The answer of anything that may say no. Look at `ok` first; TypeScript then knows which of the two it is.
 *
 * It is plain data and survives JSON as it is, as long as `value` does.
 *
 * @example
 * const price = moneyFromMedusa(variant.amount, "eur")
 * if (!price.ok) return price
 * return done(addMoney(price.value, shipping))
 */
export type Outcome<T, R extends Refusal = Refusal> = Done<T> | R

/**
 * Says yes.
 *
 * @example
 * return done({ replayed: true })
 */
export function done<T>(value: T): Done<T> {
  return { ok: true, value }
}

/**
 * Says no, with a stable code, what is true, and what to do next.
 *
 * @example
 * return refuse("hold_expired", `Hold ${id} expired at ${expiresAt}.`, "Place a new hold.")
 */
export function refuse<const Code extends RefusalCode>(code: Code, message: string, nextStep: string): Refusal<Code> {
  return { ok: false, code, message, nextStep }
}

/**
 * Takes the value where a refusal can only mean a mistake in the program: constants, tests, data we wrote ourselves.
 * Do not use it on anything a person or another system sent.
 *
 * @throws BrokenAssumption with the refusal's own code, message and next step.
 *
 * @example
 * const VAT = expectDone(parsePercent("19"))
 */
export function expectDone<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value
  throw new BrokenAssumption(outcome.code, outcome.message, outcome.nextStep)
}
