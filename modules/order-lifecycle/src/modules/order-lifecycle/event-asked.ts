import type { Actor } from "./domain/lifecycle-log"

/** An event as somebody sends it: a provider, a person, a timer. */
export interface EventAsked {
  readonly orderId: string
  readonly event: string
  /** The sender's own id of it, which a repeat has again. */
  readonly eventId: string
  readonly facts?: unknown
  readonly actor: Actor
  readonly links?: Readonly<Record<string, string>>
  /** ISO 8601: when it happened, if it is told later. */
  readonly occurredAt?: string
}
