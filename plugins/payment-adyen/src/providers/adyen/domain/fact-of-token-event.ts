import type { ProviderFact } from "@holdfast/kernel"

const SAVED: ReadonlySet<string> = new Set([
  "recurring.token.created",
  "recurring.token.updated",
  "recurring.token.alreadyExisting",
])

/** Reads an event of the token webhooks; every other event of that shape is kept as `other`. */
export function factOfTokenEvent(
  body: Readonly<Record<string, unknown>>,
  merchantAccount: string,
): ProviderFact | null {
  const type = body["type"]
  if (typeof type !== "string") return null
  const data = (typeof body["data"] === "object" && body["data"] !== null ? body["data"] : {}) as Record<
    string,
    unknown
  >
  const text = (name: string) => (typeof data[name] === "string" ? data[name] : null)
  const createdAt = typeof body["createdAt"] === "string" ? body["createdAt"] : ""
  const token = text("storedPaymentMethodId")
  const eventId =
    typeof body["eventId"] === "string"
      ? body["eventId"]
      : `${type}:${token ?? text("pspReference") ?? ""}:${createdAt}`
  const isOurs = text("merchantAccount") === null || text("merchantAccount") === merchantAccount
  return {
    id: eventId,
    kind: isOurs && token !== null && SAVED.has(type) ? "method.saved" : "other",
    providerEvent: type,
    occurredAt: Number.isNaN(Date.parse(createdAt)) ? new Date(0).toISOString() : new Date(createdAt).toISOString(),
    paymentReference: null,
    sessionId: null,
    reference: token,
    actKey: null,
    amount: null,
    currencyCode: null,
    reason: isOurs ? null : "merchant_account_other",
    dueAt: null,
    data: { shopperReference: text("shopperReference"), operation: text("operation"), type: text("type") },
  }
}
