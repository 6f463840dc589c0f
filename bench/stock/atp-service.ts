import type { IInventoryService } from "@medusajs/framework/types"

type Refused = { readonly ok: false; readonly code: string }

/** What the ATP module adds to the host's inventory module, as far as it is measured here. */
export interface AtpService extends IInventoryService {
  placeHold(request: {
    readonly holdId: string
    readonly lines: readonly { readonly itemId: string; readonly locationId: string; readonly quantity: number }[]
    readonly ttlSeconds: number
  }): Promise<{ readonly ok: true } | Refused>
  releaseHold(holdId: string): Promise<void>
  sweepExpiredHolds(portion?: number): Promise<number>
  availability(
    itemIds: readonly string[],
    locationIds?: readonly string[] | null,
  ): Promise<readonly { readonly atp: number }[]>
  beginFlow(transactionId: string, flow: { readonly holdId: string }): void
  endFlow(transactionId: string): void
}
