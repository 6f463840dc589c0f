import { createHmac } from "node:crypto"
import type { Sign } from "../kit"

interface Item {
  readonly pspReference: string
  readonly originalReference?: string
  readonly merchantAccountCode: string
  readonly merchantReference: string
  readonly amount: { readonly value: number; readonly currency: string }
  readonly eventCode: string
  readonly success: string
  readonly additionalData?: Readonly<Record<string, string>>
}

/** Adyen signs each item with the newest key, and puts the signature into the item. */
export const signWebhook: Sign = ({ body, secrets }) => {
  const message = JSON.parse(body) as { live: string; notificationItems: { NotificationRequestItem: Item }[] }
  const key = secrets[0]
  if (key === undefined) return { headers: {} }
  const notificationItems = message.notificationItems.map(({ NotificationRequestItem: item }) => ({
    NotificationRequestItem: {
      ...item,
      additionalData: { ...item.additionalData, hmacSignature: signature(item, key) },
    },
  }))
  return { headers: {}, body: JSON.stringify({ ...message, notificationItems }) }
}

function signature(item: Item, key: string): string {
  const { value, currency } = item.amount
  const signed = `${item.pspReference}:${item.originalReference ?? ""}:${item.merchantAccountCode}:${item.merchantReference}:${value}:${currency}:${item.eventCode}:${item.success}`
  // A key that was spoiled on purpose is no hex any more, and must not be read as most of one.
  const bytes = /^([0-9a-f]{2})+$/i.test(key) ? Buffer.from(key, "hex") : Buffer.from(key)
  return createHmac("sha256", bytes).update(signed).digest("base64")
}
