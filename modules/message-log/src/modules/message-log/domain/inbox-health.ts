/** How the inbox stands. Open messages that grow old mean that nobody handles them. */
export type InboxHealth = {
  /** Received and never tried. */
  readonly pending: number
  readonly working: number
  /** For something that is not there yet. */
  readonly waiting: number
  /** Tried, and to be tried again. */
  readonly failed: number
  /** Given up, until somebody replays them. */
  readonly parked: number
  /** How long ago the oldest message that is due was due; 0 when none is. */
  readonly overdueSeconds: number
}
