/** An event that this publisher alone may publish until its lease ends. */
export type ClaimedEvent = {
  readonly id: string
  readonly name: string
  readonly data: unknown
  readonly aggregateId: string | null
  /** Its place in the order of appending. */
  readonly position: number
  /** How often it was claimed, this time included. */
  readonly attempts: number
  /** When it was appended, ISO 8601 in UTC. */
  readonly occurredAt: string
}
