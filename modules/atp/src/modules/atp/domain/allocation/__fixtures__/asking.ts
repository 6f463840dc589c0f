import type { Address } from "../../geography/locate"
import type { AllocationRequest } from "../allocation-request"

/** A request for these units, such as `asking({ mug: 2 })`. */
export const asking = (units: Readonly<Record<string, number>>, destination: Address = {}): AllocationRequest => ({
  lines: Object.entries(units).map(([itemId, quantity]) => ({ itemId, quantity })),
  destination,
})
