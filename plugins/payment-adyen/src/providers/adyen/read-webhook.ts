import { done, refuse, type Outcome, type ProviderFact, type RawWebhook } from "@holdfast/kernel"
import { factsOfNotification } from "./domain/facts-of-notification"
import { factOfTokenEvent } from "./domain/fact-of-token-event"
import { notificationItemOf } from "./domain/notification"
import { bodySignature, isSame, isSignedWithAny, notificationSignature } from "./notification-signature"
import type { AdyenOptions } from "./options"

/**
 * Verifies a webhook and reads what it tells. Nothing of it is looked at before the signature fits, and one item that
 * does not fit spoils the message: Adyen signs each.
 */
export function readWebhook(raw: RawWebhook, options: AdyenOptions): Outcome<readonly ProviderFact[]> {
  if (!mayEnter(raw.headers, options)) return unsigned("its basic authentication is not the one that is set")
  const body = parsed(raw.body)
  if (body === null) return malformed("no JSON object")

  const items = body["notificationItems"]
  if (items === undefined) return readTokenEvent(raw, body, options)
  if (!Array.isArray(items) || items.length === 0) return malformed("no notificationItems")
  const facts: ProviderFact[] = []
  for (const wrapped of items as unknown[]) {
    const item = (wrapped as { NotificationRequestItem?: unknown } | null)?.NotificationRequestItem
    if (typeof item !== "object" || item === null) return malformed("an item without NotificationRequestItem")
    const signature = (item as { additionalData?: { hmacSignature?: unknown } | null }).additionalData?.hmacSignature
    if (!isSignedWithAny(signature, options.hmacKeys, (key) => notificationSignature(item, key))) {
      return unsigned("its hmacSignature is not that of any key")
    }
    const notification = notificationItemOf(item)
    if (notification === null) return malformed("an item without eventCode, pspReference, merchant account or success")
    facts.push(...factsOfNotification(notification, options))
  }
  return done(facts)
}

/** Webhooks beside the standard one: tokens, account updates. They sign the whole body in a header. */
function readTokenEvent(
  raw: RawWebhook,
  body: Record<string, unknown>,
  options: AdyenOptions,
): Outcome<readonly ProviderFact[]> {
  const signature = headerOf(raw.headers, "hmacsignature")
  if (!isSignedWithAny(signature, options.hmacKeys, (key) => bodySignature(raw.body, key))) {
    return unsigned("its hmacsignature header is not that of any key")
  }
  const fact = factOfTokenEvent(body, options.merchantAccount)
  return fact === null ? malformed("no type") : done([fact])
}

function mayEnter(headers: RawWebhook["headers"], { webhookUser, webhookPassword }: AdyenOptions): boolean {
  if (webhookUser === null) return true
  const wanted = `Basic ${Buffer.from(`${webhookUser}:${webhookPassword ?? ""}`).toString("base64")}`
  return isSame(headerOf(headers, "authorization") ?? "", wanted)
}

function headerOf(headers: RawWebhook["headers"], name: string): string | undefined {
  const found = Object.entries(headers).find(([given]) => given.toLowerCase() === name)?.[1]
  return typeof found === "string" ? found : found?.[0]
}

function parsed(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}

const unsigned = (because: string) =>
  refuse(
    "webhook_signature_invalid",
    `This webhook is not from Adyen, or not for this endpoint: ${because}.`,
    'Compare the keys in the option "hmacKeys" with the webhook\'s in the Customer Area.',
  )

const malformed = (has: string) =>
  refuse("webhook_malformed", `This webhook has ${has}.`, "Set up a standard webhook that sends JSON.")
