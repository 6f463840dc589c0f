import { notificationSignature } from "./notification-signature"

/** What a test says about the event; the rest is filled in. */
export type NotificationDraft = {
  readonly eventCode: string
  readonly pspReference: string
  readonly merchantAccountCode: string
  readonly success?: boolean
  readonly originalReference?: string
  readonly merchantReference?: string
  readonly amount?: { readonly value: number; readonly currency: string }
  readonly eventDate?: string
  readonly paymentMethod?: string
  readonly reason?: string
  readonly additionalData?: Readonly<Record<string, string>>
  readonly live?: boolean
}

/**
 * Writes a webhook as Adyen would send it, signed with a key of yours: for the tests of whoever builds on this plugin.
 *
 * @example
 * const { body, headers } = signNotification({ eventCode: "CAPTURE", pspReference: "QFQTPCQ8HXSKGK82", … }, hmacKey)
 */
export function signNotification(
  { live, success, amount, eventDate, additionalData, ...item }: NotificationDraft,
  hmacKey: string,
): { readonly body: string; readonly headers: Readonly<Record<string, string>> } {
  const unsigned = {
    ...item,
    merchantReference: item.merchantReference ?? "",
    amount: amount ?? { value: 0, currency: "EUR" },
    eventDate: eventDate ?? new Date().toISOString(),
    success: String(success ?? true),
  }
  const signed = {
    ...unsigned,
    additionalData: { ...additionalData, hmacSignature: notificationSignature(unsigned, hmacKey) },
  }
  return {
    body: JSON.stringify({ live: String(live ?? false), notificationItems: [{ NotificationRequestItem: signed }] }),
    headers: { "content-type": "application/json" },
  }
}
