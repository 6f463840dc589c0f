import type { LevelKey } from "./stock-level"

/** What happened to stock. Kept for ever in the ledger, so a name is never given a second meaning. */
export type MovementKind =
  | "opening"
  | "level_created"
  | "level_deleted"
  | "counted"
  | "adjusted"
  | "shortage_accepted"
  | "allocated"
  | "allocation_changed"
  | "released"
  | "restored"
  | "fulfilled"
  | "fulfilment_undone"
  | "hold_placed"
  | "hold_changed"
  | "hold_committed"
  | "hold_returned"
  | "hold_released"
  | "hold_expired"
  | "transfer_requested"
  | "transfer_dispatched"
  | "transfer_received"
  | "transfer_canceled"
  | "transfer_written_off"
  | "receipt_received"
  | "safety_stock_set"
  | "repaired"

/**
 * One change of one level: how much each counter moves by. A counter that is not named does not move.
 *
 * `permit` lets the movement promise more than there is, and counts the difference as backordered.
 */
export interface Movement extends LevelKey {
  readonly kind: MovementKind
  readonly onHand?: number
  readonly inFulfilment?: number
  readonly allocated?: number
  readonly held?: number
  readonly transitOut?: number
  readonly transitIn?: number
  readonly safetyStock?: number
  readonly permit?: boolean
  /** The reservation, hold, transfer or receipt that it belongs to. */
  readonly reference?: string
}

/** Who moved stock, and why: shown beside the movement in the ledger. */
export interface MovementCause {
  readonly reason?: string
  readonly actor?: string
}

const COUNTERS = ["onHand", "inFulfilment", "allocated", "held", "transitOut", "transitIn", "safetyStock"] as const

/** Whether nothing moves. */
export const isStill = (movement: Movement) => COUNTERS.every((counter) => (movement[counter] ?? 0) === 0)
