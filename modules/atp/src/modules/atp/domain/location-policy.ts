import { done, type Outcome } from "@holdfast/kernel"
import { allOf } from "./all-of"
import { parseQuantity } from "./quantity"

/** How a location ranks when an order is split: a lower priority is asked first; costs in minor units. */
export interface LocationPolicy {
  readonly locationId: string
  readonly priority: number
  readonly costPerShipmentMinor: number | null
  readonly costPerUnitMinor: number | null
}

/** What is to change: a field that is absent stays, null takes a cost away. */
export type LocationPolicyChange = {
  readonly [Field in keyof Omit<LocationPolicy, "locationId">]?: LocationPolicy[Field] | undefined
}

/** A location without a policy ranks like this. */
export const blankLocationPolicy = (locationId: string): LocationPolicy => ({
  locationId,
  priority: 100,
  costPerShipmentMinor: null,
  costPerUnitMinor: null,
})

/** A policy after a change that a person sent. */
export function parseLocationPolicy(before: LocationPolicy, change: LocationPolicyChange): Outcome<LocationPolicy> {
  const cost = (field: "costPerShipmentMinor" | "costPerUnitMinor", name: string) => {
    const input: unknown = change[field]
    if (input === undefined) return done(before[field])
    return input === null ? done(null) : parseQuantity(input, { field: name, allowZero: true })
  }
  const read = allOf({
    priority:
      change.priority === undefined
        ? done(before.priority)
        : parseQuantity(change.priority, { field: "priority", allowZero: true, max: 1_000_000 }),
    costPerShipmentMinor: cost("costPerShipmentMinor", "cost_per_shipment_minor"),
    costPerUnitMinor: cost("costPerUnitMinor", "cost_per_unit_minor"),
  })
  return read.ok ? done({ locationId: before.locationId, ...read.value }) : read
}
