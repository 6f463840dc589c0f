import type { SqlTx } from "@holdfast/kernel"
import type { LocationPolicy } from "../domain/location-policy"

const COLUMNS = `
location_id as "locationId", priority, cost_per_shipment_minor::float8 as "costPerShipmentMinor",
cost_per_unit_minor::float8 as "costPerUnitMinor"`

// The row is made first, so that there is something to lock and two changes follow one another.
const ENSURE = `insert into atp_location_policy (location_id) values ($1) on conflict (location_id) do nothing`
const LOCK = `select ${COLUMNS} from atp_location_policy where location_id = $1 for update`
const SAVE = `
update atp_location_policy set priority = $2, cost_per_shipment_minor = $3, cost_per_unit_minor = $4 where location_id = $1`

export function readLocationPolicies(tx: SqlTx): Promise<readonly LocationPolicy[]> {
  return tx.query<LocationPolicy>(`select ${COLUMNS} from atp_location_policy order by priority, location_id`, [])
}

/** A location's policy, locked until the transaction ends; made first when there is none. */
export async function lockLocationPolicy(tx: SqlTx, locationId: string): Promise<LocationPolicy> {
  await tx.query(ENSURE, [locationId])
  return (await tx.query<LocationPolicy>(LOCK, [locationId]))[0]!
}

export async function saveLocationPolicy(tx: SqlTx, policy: LocationPolicy): Promise<void> {
  const { locationId, priority, costPerShipmentMinor, costPerUnitMinor } = policy
  await tx.query(SAVE, [locationId, priority, costPerShipmentMinor, costPerUnitMinor])
}
