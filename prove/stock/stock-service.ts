import type { IInventoryService } from "@medusajs/framework/types"
import type { Line } from "./act"

/** The module's answer: done, or refused with a code. */
type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: string; readonly message: string }

/** What a holder holds, as the module answers it. */
export interface HeldLines {
  readonly expiresAt: string | null
  readonly committed: boolean
  readonly lines: readonly Line[]
}

/** What the proof calls of the inventory module: the host's methods, and holds. */
export interface StockService extends IInventoryService {
  placeHold(request: {
    holdId: string
    lines: readonly Line[]
    ttlSeconds: number
  }): Promise<Outcome<{ readonly expiresAt: string }>>
  holdCart(cart: {
    holdId: string
    lines: readonly { itemId: string; quantity: number; allowBackorder: boolean }[]
    locations: readonly { locationId: string; priority: number }[]
    destination: object
    strategy: string
    ttlSeconds: number
    capSeconds: number | null
  }): Promise<Outcome<HeldLines>>
  releaseHold(holdId: string): Promise<void>
  retrieveHold(holdId: string): Promise<HeldLines | null>
  sweepExpiredHolds(): Promise<number>
  projectStaleLevels(): Promise<number>
  setStockLevel(
    level: { itemId: string; locationId: string },
    change: { safetyStock: number },
  ): Promise<Outcome<unknown>>
  createReceipt(receipt: Line & { id: string; expectedDay: string }): Promise<Outcome<unknown>>
  receiveReceipt(id: string, arrival: { key: string; quantity: number }): Promise<Outcome<unknown>>
  cancelReceipt(id: string): Promise<Outcome<unknown>>
  requestTransfer(transfer: {
    id: string
    itemId: string
    fromLocationId: string
    toLocationId: string
    quantity: number
    expectedDay: string
  }): Promise<Outcome<unknown>>
  dispatchTransfer(id: string): Promise<Outcome<unknown>>
  receiveTransfer(id: string, arrival: { key: string; quantity: number; close: boolean }): Promise<Outcome<unknown>>
  cancelTransfer(id: string): Promise<Outcome<unknown>>
  beginFlow(
    transactionId: string,
    flow: {
      holdId?: string
      graceSeconds?: number
      fulfilment?: { kind: "create" | "cancel"; lineItemIds: readonly string[]; explicitLocation: boolean }
    },
  ): void
  endFlow(transactionId: string): void
}
