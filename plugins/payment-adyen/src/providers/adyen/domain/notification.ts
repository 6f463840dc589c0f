/** One item of a standard webhook, as far as it is read. */
export type NotificationItem = {
  readonly eventCode: string
  readonly success: boolean
  readonly pspReference: string
  readonly originalReference: string | null
  readonly merchantReference: string | null
  readonly merchantAccountCode: string
  readonly eventDate: string
  readonly amount: { readonly value: number; readonly currency: string } | null
  readonly paymentMethod: string | null
  readonly reason: string | null
  readonly additionalData: Readonly<Record<string, string>>
}

/** Reads one item, or null where it lacks what makes it an event. `success` is a string in JSON. */
export function notificationItemOf(value: unknown): NotificationItem | null {
  if (typeof value !== "object" || value === null) return null
  const item = value as Record<string, unknown>
  const eventCode = textOf(item["eventCode"])
  const pspReference = textOf(item["pspReference"])
  const merchantAccountCode = textOf(item["merchantAccountCode"])
  const success = String(item["success"])
  if (eventCode === null || pspReference === null || merchantAccountCode === null) return null
  if (success !== "true" && success !== "false") return null
  return {
    eventCode,
    success: success === "true",
    pspReference,
    originalReference: textOf(item["originalReference"]),
    merchantReference: textOf(item["merchantReference"]),
    merchantAccountCode,
    eventDate: textOf(item["eventDate"]) ?? "",
    amount: amountOf(item["amount"]),
    paymentMethod: textOf(item["paymentMethod"]),
    reason: textOf(item["reason"]),
    additionalData: textsOf(item["additionalData"]),
  }
}

const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null)

function amountOf(value: unknown): NotificationItem["amount"] {
  if (typeof value !== "object" || value === null) return null
  const { value: minor, currency } = value as Record<string, unknown>
  return Number.isSafeInteger(minor) && typeof currency === "string" ? { value: minor as number, currency } : null
}

const textsOf = (value: unknown): Record<string, string> =>
  typeof value === "object" && value !== null
    ? Object.fromEntries(
        Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
      )
    : {}
