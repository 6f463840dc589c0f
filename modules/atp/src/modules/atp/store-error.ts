import { refuse, type Refusal } from "@holdfast/kernel"
import { refusalError } from "./or-throw"

interface DriverError {
  readonly code?: string
  readonly constraint?: string
  readonly message?: string
}

const BY_CONSTRAINT: Readonly<Record<string, Refusal>> = {
  atp_quantities_in_unit: refuse(
    "quantity_invalid",
    "The quantity has more places after the point than the item's unit allows.",
    "Use whole units, or give the item a unit of measure (such as kg) or a policy with decimals.",
  ),
  atp_on_hand_not_negative: refuse(
    "stock_below_zero",
    "There would be fewer than 0 units on hand.",
    "Take off no more units than are on hand.",
  ),
  atp_promises_within_supply: refuse(
    "stock_below_promised",
    "Fewer units would be there than are promised to orders and carts.",
    "Release or move the promises first, or record the count and accept the shortage.",
  ),
  atp_allocated_not_negative: refuse(
    "allocation_unknown",
    "More units would be released than are allocated.",
    "Run `npm run stock -- report` and repair what it names.",
  ),
}

/**
 * What the database refused, in our words; anything else as it came. The database is the last line: a rule above it
 * that let something through ends here, with nothing written.
 */
export function storeError(error: unknown): unknown {
  const { code, constraint } = (findDriverError(error) ?? {}) as DriverError
  if (code === "23514" && constraint && BY_CONSTRAINT[constraint]) return refusalError(BY_CONSTRAINT[constraint])
  if (code === "55P03" || code === "40P01") {
    return refusalError(
      refuse("stock_busy", "Others are changing this stock, and have been for too long.", "Try again in a moment."),
    )
  }
  return error
}

/** The host wraps the driver's error once or twice. */
function findDriverError(error: unknown): unknown {
  let at = error
  for (let depth = 0; depth < 5 && at && typeof at === "object"; depth++) {
    if (typeof (at as DriverError).code === "string" && /^[0-9A-Z]{5}$/.test((at as DriverError).code ?? "")) return at
    at = (at as { cause?: unknown; previous?: unknown }).cause ?? (at as { previous?: unknown }).previous
  }
  return undefined
}
