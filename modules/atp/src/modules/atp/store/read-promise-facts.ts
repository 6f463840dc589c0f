import type { SqlTx } from "@holdfast/kernel"
import type { StockLevel } from "../domain/stock-level"
import { READ_DATED_SUPPLY, type DatedSupply } from "./dated-supply"
import { READ_LEVELS } from "./read-levels"
import { onlyRow } from "./only-row"

// Levels and dated supply of one moment: a receipt that is booked in between would otherwise count twice, or not at all.
const READ_PROMISE_FACTS = `
with level as (${READ_LEVELS})
select now() as as_of, dated.*,
       coalesce((select jsonb_agg(jsonb_build_object(
         'itemId', item_id, 'locationId', location_id, 'onHand', on_hand, 'inFulfilment', in_fulfilment,
         'allocated', allocated, 'held', held, 'transitOut', transit_out, 'transitIn', transit_in,
         'safetyStock', safety_stock, 'atp', atp, 'backordered', backordered, 'decimals', decimals)
         order by item_id, location_id) from level), '[]') as levels
  from (${READ_DATED_SUPPLY}) dated`

/** A level with what decides how it may be asked for. */
export interface PromiseLevel extends StockLevel {
  /** Units promised beyond stock by permission. */
  readonly backordered: number
  /** Places after the point a quantity may have. */
  readonly decimals: number
}

/** All that an answer about availability depends on, as of one moment of the database's clock. */
export interface PromiseFacts extends DatedSupply {
  readonly asOf: string
  readonly levels: readonly PromiseLevel[]
}

/** Levels and dated supply of many items, at these locations (null: all of them). One statement. */
export async function readPromiseFacts(
  tx: SqlTx,
  itemIds: readonly string[],
  locationIds: readonly string[] | null,
): Promise<PromiseFacts> {
  const { as_of, ...facts } = onlyRow(
    await tx.query<DatedSupply & { as_of: Date; levels: readonly PromiseLevel[] }>(READ_PROMISE_FACTS, [
      itemIds,
      locationIds,
    ]),
  )
  return { ...facts, asOf: as_of.toISOString() }
}
