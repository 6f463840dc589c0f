import { done, refuse, type Outcome, type Refusal } from "@holdfast/kernel"

/**
 * What an event says beside its name.
 *
 * - `placed`: the order's currency, its total in minor units, and units per line
 * - `amount`: minor units of one payment; without an amount all that is left
 * - `lines`: units per line; without lines all that is left
 * - `dispute`: minor units, if known
 */
export type FactsShape = "none" | "placed" | "amount" | "lines" | "dispute"

export interface EventFacts {
  readonly currency?: string
  readonly total?: bigint
  readonly payment?: string
  readonly amount?: bigint
  readonly lines?: Readonly<Record<string, number>>
}

export type FactsRefused = Refusal<"order_event_facts_malformed">

const KEYS: Readonly<Record<FactsShape, readonly string[]>> = {
  none: [],
  placed: ["currency", "total", "lines"],
  amount: ["amount", "payment"],
  lines: ["lines"],
  dispute: ["amount", "payment"],
}
const REQUIRED: Readonly<Record<FactsShape, readonly string[]>> = {
  none: [],
  placed: ["currency", "total", "lines"],
  amount: [],
  lines: [],
  dispute: [],
}

/**
 * Reads facts as they come from a request, a webhook or the log: amounts are decimal strings of minor units.
 *
 * @example parseFacts("payment.captured", "amount", { amount: "1999", payment: "pay_01J" })
 */
export function parseFacts(event: string, shape: FactsShape, facts: unknown): Outcome<EventFacts, FactsRefused> {
  const given: unknown = facts ?? {}
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    return malformed(event, "facts are not an object", shape)
  }
  const known = given as Readonly<Record<string, unknown>>
  const extra = Object.keys(known).find((key) => !KEYS[shape].includes(key))
  if (extra) return malformed(event, `"${extra}" is not a fact of it`, shape)
  const missing = REQUIRED[shape].find((key) => known[key] === undefined)
  if (missing) return malformed(event, `"${missing}" is missing`, shape)

  for (const key of ["currency", "payment"]) {
    const value = known[key]
    if (value !== undefined && (typeof value !== "string" || !value || value.length > 255)) {
      return malformed(event, `"${key}" is not a short text`, shape)
    }
  }
  for (const key of ["total", "amount"]) {
    const value = known[key]
    if (value !== undefined && !isAmount(value, key === "amount")) {
      return malformed(event, `"${key}" is not a decimal string of minor units`, shape)
    }
  }
  const { lines } = known
  if (lines !== undefined) {
    if (typeof lines !== "object" || lines === null || Array.isArray(lines)) {
      return malformed(event, `"lines" is not an object of units per line`, shape)
    }
    const wrong = Object.entries(lines).find(([id, units]) => !id || !isQuantity(units))
    if (wrong) return malformed(event, `line ${wrong[0]} has ${JSON.stringify(wrong[1])} units`, shape)
    if (shape === "lines" && Object.keys(lines).length === 0) return malformed(event, `"lines" names no line`, shape)
  }
  return done({
    ...(known["currency"] !== undefined && { currency: known["currency"] as string }),
    ...(known["payment"] !== undefined && { payment: known["payment"] as string }),
    ...(known["total"] !== undefined && { total: BigInt(known["total"] as string) }),
    ...(known["amount"] !== undefined && { amount: BigInt(known["amount"] as string) }),
    ...(lines !== undefined && { lines: lines as Readonly<Record<string, number>> }),
  })
}

/** Facts as they are stored and sent. */
export const factsToJson = ({ total, amount, ...rest }: EventFacts): Readonly<Record<string, unknown>> => ({
  ...rest,
  ...(total !== undefined && { total: total.toString() }),
  ...(amount !== undefined && { amount: amount.toString() }),
})

const isAmount = (value: unknown, positive: boolean): boolean =>
  typeof value === "string" && /^\d{1,30}$/.test(value) && !(positive && /^0+$/.test(value))

const isQuantity = (units: unknown): boolean =>
  typeof units === "number" && Number.isFinite(units) && units > 0 && units <= 1e12

function malformed(event: string, problem: string, shape: FactsShape): Outcome<never, FactsRefused> {
  const wanted = KEYS[shape].length ? `Send ${KEYS[shape].join(", ")}.` : "Send it without facts."
  return refuse("order_event_facts_malformed", `The facts of ${event} cannot be read: ${problem}.`, wanted)
}
