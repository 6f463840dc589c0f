import { createHmac, timingSafeEqual } from "node:crypto"

type SignedItem = {
  readonly pspReference?: unknown
  readonly originalReference?: unknown
  readonly merchantAccountCode?: unknown
  readonly merchantReference?: unknown
  readonly amount?: unknown
  readonly eventCode?: unknown
  readonly success?: unknown
}

/** The signature of one item: HMAC-SHA256 in base64 over what decides about money. Its own date and reason are not in. */
export function notificationSignature(item: SignedItem, hmacKey: string): string {
  const { value, currency } = (typeof item.amount === "object" && item.amount !== null ? item.amount : {}) as Record<
    string,
    unknown
  >
  const payload = [
    item.pspReference,
    item.originalReference,
    item.merchantAccountCode,
    item.merchantReference,
    value,
    currency,
    item.eventCode,
    item.success,
  ]
    .map((part) =>
      typeof part === "string" || typeof part === "number" || typeof part === "boolean" ? String(part) : "",
    )
    .join(":")
  return hmacBase64(payload, hmacKey)
}

/** The signature of webhooks that are not about payments: over the whole body, in the header `hmacsignature`. */
export const bodySignature = (body: string, hmacKey: string): string => hmacBase64(body, hmacKey)

/** Whether a signature is that of one of the keys. */
export const isSignedWithAny = (given: unknown, keys: readonly string[], sign: (key: string) => string): boolean =>
  // Every key is tried, so that the time taken does not tell which one fits.
  typeof given === "string" && keys.map((key) => isSame(given, sign(key))).includes(true)

/** Compares two texts in a time that does not depend on where they differ. */
export function isSame(given: string, wanted: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(wanted)
  return a.length === b.length && timingSafeEqual(a, b)
}

const hmacBase64 = (payload: string, hmacKey: string): string =>
  createHmac("sha256", Buffer.from(hmacKey, "hex")).update(payload, "utf8").digest("base64")
