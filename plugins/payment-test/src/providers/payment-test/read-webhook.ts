import { createHmac, timingSafeEqual } from "node:crypto"
import {
  done,
  exponentOf,
  money,
  moneyToMedusa,
  parseCurrency,
  refuse,
  type Outcome,
  type ProviderFact,
  type ProviderFactKind,
  type RawWebhook,
  type Refusal,
} from "@holdfast/kernel"

const KINDS: ReadonlySet<string> = new Set<ProviderFactKind>([
  "payment.authorized",
  "payment.pending",
  "payment.requires_action",
  "payment.declined",
  "payment.voided",
  "payment.expired",
  "capture.confirmed",
  "capture.failed",
  "refund.requested",
  "refund.confirmed",
  "refund.failed",
  "dispute.opened",
  "dispute.updated",
  "dispute.funds_withdrawn",
  "dispute.funds_returned",
  "dispute.won",
  "dispute.lost",
  "fraud.warned",
  "review.opened",
  "review.approved",
  "review.rejected",
  "report.available",
])

/** Believes nothing that is not signed. */
export function readWebhook(raw: RawWebhook, secret: string): Outcome<readonly ProviderFact[]> {
  const header = raw.headers["test-signature"]
  const [, time, given] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(typeof header === "string" ? header : "") ?? []
  const expected = createHmac("sha256", secret).update(`${time}.${raw.body}`).digest()
  if (!given || !timingSafeEqual(expected, Buffer.from(given, "hex"))) {
    return refuse(
      "webhook_signature_invalid",
      "The webhook is not signed with the secret of this provider.",
      "Compare the provider's webhookSecret with the sandbox's --secret.",
    )
  }
  try {
    const fact = factOf(JSON.parse(raw.body))
    return fact ? done([fact]) : malformed()
  } catch {
    return malformed()
  }
}

function factOf(event: unknown): ProviderFact | null {
  if (typeof event !== "object" || event === null) return null
  const field = (name: string) => {
    const value = (event as Record<string, unknown>)[name]
    return typeof value === "string" && value !== "" ? value : null
  }
  const [id, type, at, currency] = [field("id"), field("type"), field("created_at"), field("currency")]
  if (id === null || type === null || at === null || Number.isNaN(Date.parse(at))) return null
  const amountMinor = field("amount_minor")
  const amount = amountMinor === null ? null : decimalOf(amountMinor, currency ?? "")
  if (amountMinor !== null && amount === null) return null
  return {
    id,
    kind: KINDS.has(type) ? (type as ProviderFactKind) : "other",
    providerEvent: type,
    occurredAt: new Date(at).toISOString(),
    paymentReference: field("payment"),
    sessionId: field("session_id"),
    reference: field("reference"),
    actKey: ownKey(field("key")),
    amount,
    currencyCode: currency?.toLowerCase() ?? null,
    reason: field("reason"),
    dueAt: field("due_at"),
    data: {},
  }
}

/** Minor units as the provider counts them, in Medusa's decimal text; null when they are none. */
export function decimalOf(amountMinor: string, currencyCode: string): string | null {
  const currency = parseCurrency(currencyCode)
  if (!currency.ok || !/^\d{1,18}$/.test(amountMinor) || exponentOf(currency.value) < 0) return null
  return moneyToMedusa(money(BigInt(amountMinor), currency.value))
}

// The key goes out as `capture:…`, so that one id may be used for several acts.
const ownKey = (key: string | null): string | null => key?.replace(/^[a-z]+:/, "") ?? null

const malformed = (): Refusal<"webhook_malformed"> =>
  refuse("webhook_malformed", "The webhook is signed, and not an event.", "See what the sandbox was made to send.")
