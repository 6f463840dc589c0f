/** What a shop sets for Adyen. Everything without a default has to be there at boot. */
export type AdyenOptions = {
  /** Of the API credential. Secret. */
  readonly apiKey: string
  readonly merchantAccount: string
  /** Keys of the standard webhook, in hex. More than one while a key is being replaced: any of them is believed. */
  readonly hmacKeys: readonly string[]
  /** Where the shopper comes back to. A page may name another address of the same origin. */
  readonly returnUrl: string
  /** Default `test`. */
  readonly environment: "test" | "live"
  /** The public key of the page's components; without it only server-side payments work. */
  readonly clientKey: string | null
  /** `https://checkout-test.adyen.com/v71`, or the live address made with `liveUrlPrefix`. */
  readonly checkoutUrl: string
  readonly disputeUrl: string
  /** Basic authentication of the webhook endpoint, when it is set at Adyen. */
  readonly webhookUser: string | null
  readonly webhookPassword: string | null
  /** Of the report user, for settlement reports. */
  readonly reportUser: string | null
  readonly reportPassword: string | null
  /** Hosts that reports may be fetched from. Default: Adyen's. */
  readonly reportHosts: readonly string[]
  /** `manual` waits for the shop to capture, `immediate` lets Adyen capture at once. Default `manual`. */
  readonly capture: "manual" | "immediate"
  /**
   * Days after which an authorization should have been captured, by payment method and for `default`. Adyen does not say
   * when one ends. Default 7, the shortest of the card schemes'.
   */
  readonly captureWithinDays: Readonly<Record<string, number>>
  /** Whether a shopper may keep a payment method. Default `askForConsent`. */
  readonly storePaymentMethods: "askForConsent" | "enabled" | "disabled"
  /** For one try. Default 15 seconds. */
  readonly timeoutMs: number
  /** For all tries of one call together. Default 30 seconds. */
  readonly totalTimeoutMs: number
  /** Default 4. */
  readonly maxTries: number
  /** The first pause between two tries; the next are up to twice as long each. Default 250 ms. */
  readonly retryDelayMs: number
}

/**
 * Reads the options of medusa-config.ts.
 *
 * @throws Error naming the first option that is missing or wrong, and what to do
 */
export function parseOptions(options: unknown): AdyenOptions {
  const given = (typeof options === "object" && options !== null ? options : {}) as Record<string, unknown>
  const environment = oneOf(given, "environment", ["test", "live"] as const)
  const apiKey = required(given, "apiKey", "ADYEN_API_KEY")
  const merchantAccount = required(given, "merchantAccount", "ADYEN_MERCHANT_ACCOUNT")
  const hmacKeys = hmacKeysOf(given)
  const returnUrl = url(given, "returnUrl", required(given, "returnUrl", "ADYEN_RETURN_URL"))
  const webhookUser = optional(given, "webhookUser")
  const webhookPassword = optional(given, "webhookPassword")
  if ((webhookUser === null) !== (webhookPassword === null)) {
    throw wrong(webhookUser === null ? "webhookUser" : "webhookPassword", "is missing", "Set both of them, or neither.")
  }
  return {
    apiKey,
    merchantAccount,
    hmacKeys,
    returnUrl,
    environment,
    clientKey: optional(given, "clientKey"),
    checkoutUrl: url(given, "checkoutUrl", optional(given, "checkoutUrl") ?? checkoutUrlOf(given, environment)),
    disputeUrl: url(
      given,
      "disputeUrl",
      optional(given, "disputeUrl") ?? `https://ca-${environment}.adyen.com/ca/services/DisputeService/v30`,
    ),
    webhookUser,
    webhookPassword,
    reportUser: optional(given, "reportUser"),
    reportPassword: optional(given, "reportPassword"),
    reportHosts: textsOf(given, "reportHosts") ?? ["ca-test.adyen.com", "ca-live.adyen.com"],
    capture: oneOf(given, "capture", ["manual", "immediate"] as const),
    captureWithinDays: daysOf(given, "captureWithinDays"),
    storePaymentMethods: oneOf(given, "storePaymentMethods", ["askForConsent", "enabled", "disabled"] as const),
    timeoutMs: wholeNumber(given, "timeoutMs", 15_000),
    totalTimeoutMs: wholeNumber(given, "totalTimeoutMs", 30_000),
    maxTries: wholeNumber(given, "maxTries", 4),
    retryDelayMs: wholeNumber(given, "retryDelayMs", 250),
  }
}

function checkoutUrlOf(given: Record<string, unknown>, environment: "test" | "live"): string {
  if (environment === "test") return "https://checkout-test.adyen.com/v71"
  const prefix = required(given, "liveUrlPrefix", "ADYEN_LIVE_URL_PREFIX")
  return `https://${prefix}-checkout-live.adyenpayments.com/checkout/v71`
}

function hmacKeysOf(given: Record<string, unknown>): readonly string[] {
  const keys = textsOf(given, "hmacKeys") ?? []
  if (keys.length === 0)
    throw wrong("hmacKeys", "is missing", "Set ADYEN_HMAC_KEY to the key of the webhook in the Customer Area.")
  if (keys.some((key) => !/^([0-9a-f]{2}){16,}$/i.test(key))) {
    throw wrong(
      "hmacKeys",
      "has a key that is not hex of at least 32 digits",
      "Copy the key as the Customer Area shows it.",
    )
  }
  return keys
}

const wrong = (name: string, is: string, nextStep: string) => new Error(`Adyen option "${name}" ${is}. ${nextStep}`)

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

function textsOf(given: Record<string, unknown>, name: string): readonly string[] | null {
  const value = given[name]
  if (value === undefined || value === null || value === "") return null
  const list: unknown[] = Array.isArray(value) ? value : typeof value === "string" ? value.split(",") : [value]
  if (list.some((one) => typeof one !== "string"))
    throw wrong(name, "is no list of texts", "Give a list, or one text with commas.")
  return (list as string[]).map((one) => one.trim()).filter((one) => one !== "")
}

function oneOf<const T extends readonly [string, ...string[]]>(
  given: Record<string, unknown>,
  name: string,
  values: T,
): T[number] {
  const value = given[name] ?? values[0]
  if (values.includes(value as string)) return value as T[number]
  throw wrong(name, "is not one of its values", `Use ${values.join(", ")}.`)
}

function wholeNumber(given: Record<string, unknown>, name: string, unasked: number): number {
  const value = given[name] ?? unasked
  if (Number.isSafeInteger(value) && (value as number) > 0) return value as number
  throw wrong(name, "is no whole number above 0", `Leave it out for ${unasked}.`)
}

function daysOf(given: Record<string, unknown>, name: string): Readonly<Record<string, number>> {
  const value = given[name] ?? {}
  const byMethod = typeof value === "object" && !Array.isArray(value)
  const days: Record<string, unknown> = { default: 7, ...(byMethod ? value : { default: value }) }
  if (Object.values(days).every((one) => typeof one === "number" && one > 0)) return days as Record<string, number>
  throw wrong(
    name,
    "is no number of days above 0",
    "Give one, or one for each payment method: { default: 7, klarna: 28 }.",
  )
}

function url(given: Record<string, unknown>, name: string, value: string): string {
  if (!URL.canParse(value)) throw wrong(name, "is no address", "Give a whole one, with https://.")
  const { protocol, hostname } = new URL(value)
  const isLocal = ["127.0.0.1", "localhost", "[::1]"].includes(hostname)
  if (protocol !== "https:" && !isLocal)
    throw wrong(name, "is not encrypted", "Use https://; only loopback addresses may do without.")
  return given[name] === undefined ? value : value.replace(/\/+$/, "")
}
