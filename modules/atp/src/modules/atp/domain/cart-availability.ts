import { DAY_UNKNOWN } from "./calendar-day"
import type { Hold } from "./hold"
import { addQuantities, minQuantity, multiplyQuantity, subtractQuantities, unitsWithin } from "./quantity"
import type { SoldVariant } from "./variant-availability"

/** A cart's line, as far as its stock is concerned. */
export interface CartItem {
  readonly variant_id: string
  readonly quantity: number
}

export interface CartItemAvailability {
  /** `YYYY-MM-DD`: today when it is held from stock; null when nothing is held, or when no date is known. */
  readonly promiseDate: string | null
  /** ISO 8601; null when nothing is held, and when an order has taken the hold over. */
  readonly holdExpiresAt: string | null
  readonly heldQuantity: number
}

const NOTHING_HELD: CartItemAvailability = { promiseDate: null, holdExpiresAt: null, heldQuantity: 0 }

/** What of a cart's hold is for which of its lines. Lines of one item share what is held of it, the first line first. */
export function cartAvailability(
  items: readonly CartItem[],
  variants: ReadonlyMap<string, SoldVariant>,
  hold: Hold | null,
  today: string,
): readonly CartItemAvailability[] {
  if (!hold) return items.map(() => NOTHING_HELD)
  const left = new Map<string, number>()
  for (const line of hold.lines) left.set(line.itemId, addQuantities(left.get(line.itemId) ?? 0, line.quantity))

  return items.map(({ variant_id, quantity }) => {
    const variant = variants.get(variant_id)
    if (!variant?.managed || variant.parts.length === 0) return NOTHING_HELD
    // A hold is placed whole or not at all; what is less was changed since, and the line is held as far as it reaches.
    const decimals = Number.isInteger(quantity) ? 0 : 3
    const covered = variant.parts.map((part) =>
      unitsWithin(left.get(part.itemId) ?? 0, part.requiredQuantity, decimals),
    )
    const heldQuantity = minQuantity(quantity, ...covered)
    if (heldQuantity <= 0) return NOTHING_HELD
    for (const { itemId, requiredQuantity } of variant.parts) {
      const taken = multiplyQuantity(heldQuantity, requiredQuantity)
      left.set(itemId, Math.max(0, subtractQuantities(left.get(itemId) ?? 0, taken)))
    }
    const parts = new Set(variant.parts.map((part) => part.itemId))
    const days = hold.lines.filter((line) => parts.has(line.itemId)).map((line) => line.promiseDay ?? today)
    const last = days.reduce((a, b) => (b > a ? b : a))
    return {
      promiseDate: last === DAY_UNKNOWN ? null : last,
      holdExpiresAt: hold.committed ? null : hold.expiresAt,
      heldQuantity,
    }
  })
}
