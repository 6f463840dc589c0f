import { done, type Outcome, type Refusal, type SqlTx } from "@holdfast/kernel"
import type { Movement, MovementCause } from "../domain/movement"
import { refuseShortage, type StockShort } from "../domain/shortage"
import type { StockLevel } from "../domain/stock-level"
import { toLevel, type LevelRow } from "./level-row"

const MOVE = `
select * from atp_move($1::text[], $2::text[], $3::text[], $4::numeric[], $5::numeric[], $6::numeric[], $7::numeric[],
                       $8::numeric[], $9::numeric[], $10::numeric[], $11::boolean[], $12::text[], $13, $14)`

interface MoveRow extends LevelRow {
  readonly outcome: "moved" | "short" | "level_unknown"
  readonly short: string | null
}

/**
 * Applies all movements or none, each with its row in the ledger, and answers the counters after it.
 *
 * Refuses `insufficient_inventory` when units are promised that are not there, `stock_below_promised` when units are
 * taken away that are promised, `inventory_level_unknown` when an item is not stocked at a location.
 */
export async function moveStock(
  tx: SqlTx,
  movements: readonly Movement[],
  cause: MovementCause = {},
): Promise<Outcome<readonly StockLevel[], StockShort | Refusal<"inventory_level_unknown">>> {
  if (movements.length === 0) return done([])
  const rows = await tx.query<MoveRow>(MOVE, [
    movements.map((m) => m.itemId),
    movements.map((m) => m.locationId),
    movements.map((m) => m.kind),
    ...(["onHand", "inFulfilment", "allocated", "held", "transitOut", "transitIn", "safetyStock"] as const).map(
      (counter) => movements.map((m) => m[counter] ?? 0),
    ),
    movements.map((m) => m.permit ?? false),
    movements.map((m) => m.reference ?? null),
    cause.reason ?? null,
    cause.actor ?? null,
  ])
  if (rows.every((row) => row.outcome === "moved")) return done(rows.map(toLevel))
  return refuseShortage(
    rows.map((row) => ({
      itemId: row.item_id,
      locationId: row.location_id,
      known: row.outcome !== "level_unknown",
      short: Number(row.short ?? 0),
      available: Math.max(0, Number(row.atp)),
      promises: movements.some(
        (m) =>
          m.itemId === row.item_id &&
          m.locationId === row.location_id &&
          (m.allocated ?? 0) + (m.held ?? 0) + (m.transitOut ?? 0) > 0,
      ),
    })),
  )
}
