import type { SqlTx } from "@holdfast/kernel"

/** How a location ranks among others: a lower priority is asked first; costs in minor units. */
export interface LocationRank {
  readonly priority: number
  readonly costPerShipmentMinor?: number
  readonly costPerUnitMinor?: number
}

interface Row {
  readonly location_id: string
  readonly priority: number
  readonly cost_per_shipment_minor: string | null
  readonly cost_per_unit_minor: string | null
}

/** The locations that have a rank of their own. */
export async function readLocationRanks(tx: SqlTx): Promise<ReadonlyMap<string, LocationRank>> {
  const rows = await tx.query<Row>(
    `select location_id, priority, cost_per_shipment_minor, cost_per_unit_minor from atp_location_policy`,
    [],
  )
  return new Map(
    rows.map((row) => [
      row.location_id,
      {
        priority: row.priority,
        ...(row.cost_per_shipment_minor !== null && { costPerShipmentMinor: Number(row.cost_per_shipment_minor) }),
        ...(row.cost_per_unit_minor !== null && { costPerUnitMinor: Number(row.cost_per_unit_minor) }),
      },
    ]),
  )
}
