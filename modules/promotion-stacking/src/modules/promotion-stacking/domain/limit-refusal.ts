import { money, parseCurrency, refuse, type Refusal } from "@holdfast/kernel"
import { CUSTOMER_UNKNOWN, USES, type Demand } from "./limit-demand"

/** Why a limited promotion cannot be had. */
export type LimitRefused = Refusal<
  | "promotion_limit_reached"
  | "promotion_customer_limit_reached"
  | "promotion_customer_unknown"
  | "promotion_cohort_limit_reached"
  | "promotion_budget_spent"
  | "promotion_code_taken"
  | "promotion_code_unknown"
> & {
  /** The entry, or `campaign:<id>`. */
  readonly entryId: string
  /** Uses, or minor units of money, that are left. Null where nothing is counted. */
  readonly left: string | null
}

const WITHOUT = "Go on without the promotion"

/** Says which counter is full, and how much is left of it. */
export function refuseDemand({ key, scope, amount, limit }: Demand, left: bigint): LimitRefused {
  const facts = { entryId: key, left: left.toString() }
  if (scope === USES) {
    const message = `Promotion ${key} is limited to ${limit} uses, and ${left.toString()} are left.`
    return {
      ...refuse("promotion_limit_reached", message, `${WITHOUT}, or try again later: a held use may become free.`),
      ...facts,
    }
  }
  if (scope.startsWith(CUSTOMER_UNKNOWN)) {
    const message = `Promotion ${key} is limited to ${limit} uses per customer, and this customer has ${left.toString()} left.`
    return { ...refuse("promotion_customer_limit_reached", message, `${WITHOUT}.`), ...facts }
  }
  if (scope.startsWith("cohort:")) {
    const cohort = scope.slice("cohort:".length)
    const message = `Promotion ${key} is limited to ${limit} uses by customers of ${cohort}, and ${left.toString()} are left.`
    return { ...refuse("promotion_cohort_limit_reached", message, `${WITHOUT}, or try again later.`), ...facts }
  }
  const currency = scope.slice("budget:".length)
  const message = `The budget of ${key} has ${inWords(left, currency)} left, and this cart takes ${inWords(BigInt(amount), currency)}.`
  return { ...refuse("promotion_budget_spent", message, `${WITHOUT}, or with a smaller cart.`), ...facts }
}

export const refuseUnknownCustomer = (entryId: string): LimitRefused => ({
  ...refuse(
    "promotion_customer_unknown",
    `Promotion ${entryId} is limited per customer, and nobody knows yet who buys.`,
    "Enter an email address or sign in, then ask again.",
  ),
  entryId,
  left: null,
})

export const refuseTakenCode = (entryId: string, code: string): LimitRefused => ({
  ...refuse(
    "promotion_code_taken",
    `Code ${code} of promotion ${entryId} is for one use, and another cart has it.`,
    "Remove the code, or use another one.",
  ),
  entryId,
  left: "0",
})

export const refuseUnknownCode = (entryId: string, code: string): LimitRefused => ({
  ...refuse(
    "promotion_code_unknown",
    `Promotion ${entryId} has no code ${code}.`,
    "Check how the code is spelled, or remove it.",
  ),
  entryId,
  left: null,
})

function inWords(amountMinor: bigint, code: string): string {
  const currency = parseCurrency(code)
  return currency.ok ? money(amountMinor, currency.value).toString() : `${amountMinor.toString()} ${code}`
}
