/** How the outbox stands. Pending events that grow old mean that nobody publishes, or that the bus takes nothing. */
export type OutboxHealth = {
  /** Not published yet. */
  readonly pending: number
  /** Since the oldest of them was appended; 0 when there is none. */
  readonly oldestAgeSeconds: number
  /** Pending ones that the event bus has refused at least once. */
  readonly refused: number
  /** Of these, the ones that later events of their aggregate may overtake. */
  readonly setAside: number
}
