import type { SqlTx } from "@holdfast/kernel"

/** One reservation of an order: units of one item for one of its lines. */
export interface ReservationWanted {
  readonly reservationId: string
  readonly lineItemId: string
  readonly itemId: string
  readonly quantity: number
  readonly allowBackorder: boolean
}

/**
 * - `taken`: the hold's units are the order's.
 * - `replayed`: these lines have their units already.
 * - `committed`: the hold is another order's.
 * - `not_held`: the hold is not exactly this, or is not there.
 */
export type HoldTakenOver = "taken" | "replayed" | "committed" | "not_held"

const TAKE_OVER = `
select atp_take_over_hold($1, $2::text[], $3::text[], $4::text[], $5::numeric[], $6::boolean[], $7) as answer`

/** Makes a hold its order's allocations, in one statement, where it is exactly what the order wants. */
export async function takeOverHold(
  tx: SqlTx,
  holdId: string,
  lines: readonly ReservationWanted[],
  eventId: string,
): Promise<HoldTakenOver> {
  const [row] = await tx.query<{ answer: HoldTakenOver }>(TAKE_OVER, [
    holdId,
    lines.map((line) => line.reservationId),
    lines.map((line) => line.lineItemId),
    lines.map((line) => line.itemId),
    lines.map((line) => line.quantity),
    lines.map((line) => line.allowBackorder),
    eventId,
  ])
  return row?.answer ?? "not_held"
}
