import type { Call, Reply } from "../kit"
import { ServiceError } from "./service-error"
import type { AdyenState, Amount } from "./state"

export type AdyenCall = Call<AdyenState>

/** What Adyen can be asked in, of what tests ask: two, three and no decimals, and those that differ from ISO 4217. */
// prettier-ignore
const CURRENCIES: ReadonlySet<string> = new Set([
  "AUD", "BHD", "BRL", "CAD", "CHF", "CLP", "CNY", "CVE", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "IDR", "ILS", "INR",
  "ISK", "JOD", "JPY", "KRW", "KWD", "MXN", "MYR", "NOK", "NZD", "OMR", "PLN", "RON", "SEK", "SGD", "THB", "TND", "TRY",
  "TWD", "UGX", "USD", "VND", "XAF", "XOF", "ZAR",
])

/** A handler for whoever has the API key. The page's own calls have none, and no business here. */
export const withKey =
  (handle: (call: AdyenCall) => Reply) =>
  (call: AdyenCall): Reply => {
    if (typeof call.headers["x-api-key"] !== "string") throw unauthorised()
    const named = call.body["merchantAccount"] ?? call.body["merchantAccountCode"] ?? call.query["merchantAccount"]
    if (named !== undefined && named !== call.state.merchantAccount) {
      throw new ServiceError(403, "901", "Invalid Merchant Account", "security")
    }
    const amount = call.body["amount"] as Amount | undefined
    if (amount && !CURRENCIES.has(amount.currency)) throw new ServiceError(422, "138", "Currency is not supported")
    if (amount && amount.value <= 0) throw new ServiceError(422, "137", "Invalid amount specified")
    return once(call, handle)
  }

/** What was done under which key. Keys are unique over all accounts and tests. */
const answers = new Map<string, { readonly reply: Reply; readonly until: number }>()
const MOST_KEYS = 20_000
export const KEYS_LIVE_MS = 7 * 24 * 3600 * 1000

/** What a key was answered first, or nothing. */
export const answeredUnder = (key: string): Reply | null => answers.get(key)?.reply ?? null

/** A call that had its effect is not done again under its key, also where the answer was a 500. */
function once(call: AdyenCall, handle: (call: AdyenCall) => Reply): Reply {
  const key = call.headers["idempotency-key"]
  if (typeof key !== "string") return handle(call)
  const now = call.tools.clock.now()
  const kept = answers.get(key)
  if (kept && kept.until > now) return kept.reply
  const reply = handle(call)
  answers.set(key, { reply, until: now + KEYS_LIVE_MS })
  const [oldest] = answers.keys()
  if (answers.size > MOST_KEYS && oldest !== undefined) answers.delete(oldest)
  return reply
}

export const unauthorised = () => new ServiceError(401, "000", "HTTP Status Response - Unauthorized", "security")

/** Text of a body, or nothing. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined
