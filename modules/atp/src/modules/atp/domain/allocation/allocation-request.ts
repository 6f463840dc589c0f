import type { Address } from "../geography/locate"

/** What an order asks for. The parts of a kit are items like any other: the whole order is allocated, or none of it. */
export interface AllocationRequest {
  readonly lines: readonly { readonly itemId: string; readonly quantity: number }[]
  readonly destination: Address
}
