import type { AllocationCandidate } from "../allocation-candidate"

/** A candidate of priority 1 with these units, such as `stocked("berlin", { mug: 3 })`. */
export const stocked = (
  locationId: string,
  units: Readonly<Record<string, number>>,
  rest: Partial<AllocationCandidate> = {},
): AllocationCandidate => ({
  locationId,
  priority: 1,
  ...rest,
  levels: Object.entries(units).map(([itemId, atp]) => ({ itemId, atp })),
})
