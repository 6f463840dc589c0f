import type { StripeRounding } from "./stripe-amount"

/** What a shop sets for Stripe. Only the first two have no default. */
export type StripeOptions = {
  /** The secret key, or a restricted one that may write PaymentIntents, Refunds, Customers and Disputes. */
  readonly apiKey: string
  /** Of the webhook endpoint. A list while a secret is being replaced: any of them is believed. */
  readonly webhookSecrets: readonly string[]
  /** Handed to the storefront with the session's data, so that it needs no second setting. */
  readonly publishableKey: string | null
  /** Where Stripe's API is; another one for a stand-in. Default `https://api.stripe.com`. */
  readonly apiUrl: string
  /** `manual` captures cards when the shop says so, and everything else at once. Default `manual`. */
  readonly capture: "manual" | "automatic"
  /** Whether Stripe's dashboard decides which methods are shown. Default true. */
  readonly automaticPaymentMethods: boolean
  /** Which methods are shown when the dashboard does not decide. Default `["card"]`. */
  readonly paymentMethodTypes: readonly string[]
  /** Asks for several captures of one authorization where the card can. Default true. */
  readonly multicapture: boolean
  /** Asks for authorizations that may grow where the card can. Default false. */
  readonly incrementalAuthorization: boolean
  /** Methods whose money comes days later: the order waits for them. */
  readonly delayedMethods: readonly string[]
  /** What to do with an amount that Stripe cannot count, such as 5.124 KWD. Default `refuse`. */
  readonly roundToStep: StripeRounding
  readonly paymentDescription: string | null
  /** What the statement says behind the shop's own name, at most 22 characters. */
  readonly statementDescriptorSuffix: string | null
  /** For one try. Default 30 seconds. */
  readonly timeoutMs: number
  /** After this no further try of a call begins. Default 30 seconds. */
  readonly totalTimeoutMs: number
  /** Tries after the first. Default 3. */
  readonly maxRetries: number
  /** The pause before the second try is up to this; each following up to twice as long. Default 250 ms. */
  readonly retryDelayMs: number
  /** How old a webhook's signature may be. Default 300 seconds. */
  readonly webhookToleranceSeconds: number
}

const DELAYED = [
  "sepa_debit",
  "us_bank_account",
  "bacs_debit",
  "au_becs_debit",
  "acss_debit",
  "customer_balance",
  "boleto",
  "oxxo",
  "konbini",
  "sofort",
]

/**
 * Reads the options of medusa-config.ts.
 *
 * @throws Error naming the first option that is missing or wrong, and what to do
 */
export function parseOptions(options: unknown): StripeOptions {
  const given = (typeof options === "object" && options !== null ? options : {}) as Record<string, unknown>
  const apiKey = required(given, "apiKey", "STRIPE_API_KEY")
  if (!/^[sr]k_(test|live)_/.test(apiKey)) {
    throw wrong("apiKey", "is no secret key", "Take the one that begins with sk_ or rk_ from Stripe's dashboard.")
  }
  const webhookSecrets = texts(given, given["webhookSecrets"] === undefined ? "webhookSecret" : "webhookSecrets", [])
  if (webhookSecrets.length === 0) {
    throw wrong(
      "webhookSecret",
      "is missing",
      "Set STRIPE_WEBHOOK_SECRET to the signing secret of the endpoint; without it no late payment is ever seen.",
    )
  }
  return {
    apiKey,
    webhookSecrets,
    publishableKey: optional(given, "publishableKey"),
    apiUrl: url(given, "apiUrl", "https://api.stripe.com"),
    capture: oneOf(given, "capture", ["manual", "automatic"]),
    automaticPaymentMethods: flag(given, "automaticPaymentMethods", true),
    paymentMethodTypes: texts(given, "paymentMethodTypes", ["card"]),
    multicapture: flag(given, "multicapture", true),
    incrementalAuthorization: flag(given, "incrementalAuthorization", false),
    delayedMethods: texts(given, "delayedMethods", DELAYED),
    roundToStep: oneOf(given, "roundToStep", ["refuse", "half_up"]),
    paymentDescription: optional(given, "paymentDescription"),
    statementDescriptorSuffix: optional(given, "statementDescriptorSuffix"),
    timeoutMs: whole(given, "timeoutMs", 30_000, 1),
    totalTimeoutMs: whole(given, "totalTimeoutMs", 30_000, 1),
    maxRetries: whole(given, "maxRetries", 3, 0),
    retryDelayMs: whole(given, "retryDelayMs", 250, 0),
    webhookToleranceSeconds: whole(given, "webhookToleranceSeconds", 300, 1),
  }
}

const wrong = (name: string, is: string, nextStep: string) => new Error(`Stripe option "${name}" ${is}. ${nextStep}`)

function required(given: Record<string, unknown>, name: string, variable: string): string {
  const value = optional(given, name)
  if (value !== null) return value
  throw wrong(name, "is missing", `Set ${variable}, or drop the provider from medusa-config.ts.`)
}

function optional(given: Record<string, unknown>, name: string): string | null {
  const value = given[name]
  if (value === undefined || value === null || value === "") return null
  if (typeof value !== "string") throw wrong(name, "is no text", "Give it in quotes.")
  return value
}

function texts(given: Record<string, unknown>, name: string, unasked: readonly string[]): readonly string[] {
  const value = given[name]
  if (value === undefined || value === null || value === "") return unasked
  const list: unknown[] = Array.isArray(value) ? value : [value]
  if (list.some((one) => typeof one !== "string" || one === "")) {
    throw wrong(name, "is no list of texts", 'Give a text or a list of them: ["card"].')
  }
  return list as string[]
}

function oneOf<const T extends string>(given: Record<string, unknown>, name: string, values: readonly [T, ...T[]]): T {
  const value = given[name] ?? values[0]
  const found = values.find((one) => one === value)
  if (found !== undefined) return found
  throw wrong(name, "is not one of its values", `Use ${values.join(" or ")}.`)
}

function flag(given: Record<string, unknown>, name: string, unasked: boolean): boolean {
  const value = given[name] ?? unasked
  if (typeof value === "boolean") return value
  throw wrong(name, "is neither true nor false", `Leave it out for ${unasked}.`)
}

function whole(given: Record<string, unknown>, name: string, unasked: number, least: number): number {
  const value = given[name] ?? unasked
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= least) return value
  throw wrong(name, `is no whole number from ${least}`, `Leave it out for ${unasked}.`)
}

const LOCAL = ["127.0.0.1", "localhost", "[::1]"]

function url(given: Record<string, unknown>, name: string, unasked: string): string {
  const value = optional(given, name) ?? unasked
  if (!URL.canParse(value)) throw wrong(name, "is no address", `Leave it out for ${unasked}.`)
  const { protocol, hostname, pathname } = new URL(value)
  if (protocol !== "https:" && !LOCAL.includes(hostname)) {
    throw wrong(name, "is not encrypted", "Use https://; only loopback addresses may do without.")
  }
  if (pathname !== "/") throw wrong(name, "has a path", "Give the host alone; /v1 is added to it.")
  return value
}
