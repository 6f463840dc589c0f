/** Units of one item at one location. */
export interface Line {
  readonly itemId: string
  readonly locationId: string
  readonly quantity: number
}

export interface OrderLine extends Line {
  readonly lineItemId: string
  readonly allowBackorder: boolean
}

/**
 * One thing a client asks for. Plain data, since it travels to another process; whatever has to be the same in a
 * repetition (ids, keys) is in it.
 */
export type Act =
  | { kind: "placeHold"; holdId: string; lines: readonly Line[]; ttlSeconds: number }
  | {
      kind: "holdCart"
      holdId: string
      lines: readonly { itemId: string; quantity: number }[]
      locationIds: readonly string[]
      strategy: string
      ttlSeconds: number
      capSeconds: number | null
      allowBackorder: boolean
    }
  | { kind: "releaseHold"; holdId: string }
  | { kind: "readHold"; holdId: string }
  | { kind: "reserve"; key: string; lines: readonly OrderLine[] }
  | { kind: "commitHold"; flowId: string; holdId: string; lines: readonly OrderLine[] }
  | { kind: "undoCommit"; flowId: string; holdId: string; graceSeconds: number; reservationIds: readonly string[] }
  | { kind: "changeReservation"; key: string; reservationId: string; quantity: number; locationId?: string }
  | { kind: "deleteReservations"; reservationIds: readonly string[] }
  | { kind: "softDeleteReservations"; reservationIds: readonly string[] }
  | { kind: "restoreReservations"; reservationIds: readonly string[] }
  | { kind: "deleteByLine"; lineItemId: string }
  | { kind: "restoreByLine"; lineItemId: string }
  | { kind: "ship"; flowId: string; reservationId: string; lineItemId: string; line: Line; left: number }
  | { kind: "adjust"; key: string; lines: readonly Line[] }
  | { kind: "importLevels"; key: string; lines: readonly Line[] }
  | { kind: "createLevel"; line: Line }
  | { kind: "deleteLevel"; itemId: string; locationId: string }
  | { kind: "softDeleteLevel"; itemId: string; locationId: string }
  | { kind: "restoreLevels"; levelIds: readonly string[] }
  | { kind: "setSafetyStock"; itemId: string; locationId: string; safetyStock: number }
  | { kind: "expectReceipt"; receiptId: string; line: Line; expectedDay: string }
  | { kind: "receiveReceipt"; receiptId: string; key: string; quantity: number }
  | { kind: "cancelReceipt"; receiptId: string }
  | { kind: "requestTransfer"; transferId: string; line: Line; toLocationId: string; expectedDay: string }
  | { kind: "dispatchTransfer"; transferId: string }
  | { kind: "receiveTransfer"; transferId: string; key: string; quantity: number; close: boolean }
  | { kind: "cancelTransfer"; transferId: string }
  | { kind: "sweep" }
  | { kind: "project" }

export type ActKind = Act["kind"]

/** What a process answers: done, refused with a code, or failed, which nothing may. */
export type Answer =
  | { readonly outcome: "done"; readonly value: unknown }
  | { readonly outcome: "refused"; readonly code: string; readonly message: string }
  | { readonly outcome: "failed"; readonly message: string }
