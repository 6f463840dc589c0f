import type { StockLevel } from "../domain/stock-level"

/** Counters as the database answers them: numeric arrives as text. */
export interface LevelRow {
  readonly item_id: string
  readonly location_id: string
  readonly on_hand: string
  readonly in_fulfilment: string
  readonly allocated: string
  readonly held: string
  readonly transit_out: string
  readonly transit_in: string
  readonly safety_stock: string
  readonly atp: string
}

/** At most three decimals and nine digits before them, so a number holds each exactly enough to print it back. */
export const toLevel = (row: LevelRow): StockLevel => ({
  itemId: row.item_id,
  locationId: row.location_id,
  onHand: Number(row.on_hand),
  inFulfilment: Number(row.in_fulfilment),
  allocated: Number(row.allocated),
  held: Number(row.held),
  transitOut: Number(row.transit_out),
  transitIn: Number(row.transit_in),
  safetyStock: Number(row.safety_stock),
  atp: Number(row.atp),
})
