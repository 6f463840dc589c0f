import { done, type Outcome, type Refusal, type SqlTx } from "@holdfast/kernel"
import type { Hold, HoldLine } from "../domain/hold"
import { refuseShortage, type StockShort } from "../domain/shortage"

const SET_HOLD = `
select item_id, location_id, outcome, quantity, expires_at, promise_day::text as promise_day, atp, short
  from atp_set_hold($1, $2::text[], $3::text[], $4::numeric[], $5::boolean[], $6::date[], $7, $8)`

interface Row {
  readonly item_id: string
  readonly location_id: string
  readonly outcome: "held" | "committed" | "short" | "level_unknown"
  readonly quantity: string | null
  readonly expires_at: Date | null
  readonly promise_day: string | null
  readonly atp: string | null
  readonly short: string | null
}

export interface WantedLine extends HoldLine {
  /** Allows more than there is: decided by the rules of backorders and dated supply. */
  readonly permit?: boolean
}

/**
 * Makes a hold exactly these lines, all or none, and renews its deadline up to the cap. No lines release it. A hold
 * that was committed is an order's: it is answered as it is and never changed.
 */
export async function setHold(
  tx: SqlTx,
  holdId: string,
  lines: readonly WantedLine[],
  ttlSeconds: number,
  capSeconds: number | null,
): Promise<Outcome<Hold, StockShort | Refusal<"inventory_level_unknown">>> {
  const rows = await tx.query<Row>(SET_HOLD, [
    holdId,
    lines.map((line) => line.itemId),
    lines.map((line) => line.locationId),
    lines.map((line) => line.quantity),
    lines.map((line) => line.permit ?? false),
    lines.map((line) => line.promiseDay ?? null),
    ttlSeconds,
    capSeconds,
  ])
  const blocked = rows.filter((row) => row.outcome === "short" || row.outcome === "level_unknown")
  if (blocked.length > 0) {
    return refuseShortage(
      blocked.map((row) => ({
        itemId: row.item_id,
        locationId: row.location_id,
        known: row.outcome !== "level_unknown",
        short: Number(row.short ?? 0),
        available: Math.max(0, Number(row.atp ?? 0)),
        promises: true,
      })),
    )
  }
  return done({
    holdId,
    committed: rows.some((row) => row.outcome === "committed"),
    expiresAt: rows[0]?.expires_at?.toISOString() ?? null,
    lines: rows.map((row) => ({
      itemId: row.item_id,
      locationId: row.location_id,
      quantity: Number(row.quantity),
      promiseDay: row.promise_day,
    })),
  })
}
