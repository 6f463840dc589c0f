import type { Address } from "../geography/locate"

/** A location that may send units of the order, and what it has. */
export interface AllocationCandidate extends Address {
  readonly locationId: string
  /** For the sentences that explain the decision; the id when it has none. */
  readonly name?: string | null | undefined
  /** The lower number is asked first. */
  readonly priority: number
  /** Whole minor units of one currency for all candidates. With neither of the two, a location is dearer than any other. */
  readonly costPerUnitMinor?: number | null | undefined
  readonly costPerShipmentMinor?: number | null | undefined
  /** Available to promise, one entry for each item; below 0 counts as 0. */
  readonly levels: readonly { readonly itemId: string; readonly atp: number }[]
}
