import type { ClaimedEvent } from "./claimed-event"

export type BusMessage = {
  readonly name: string
  readonly data: unknown
  readonly metadata: Record<string, unknown>
}

/**
 * The event as subscribers receive it: `data` as it was appended, and what a consumer needs to drop a repeat or an
 * outdated event in `metadata`, which the event bus carries beside it.
 */
export function toBusMessage(event: ClaimedEvent): BusMessage {
  return {
    name: event.name,
    data: event.data,
    metadata: {
      outbox_id: event.id,
      outbox_position: event.position,
      ...(event.aggregateId !== null && { aggregate_id: event.aggregateId }),
      // The bus writes its own created_at, which is when it was told.
      occurred_at: event.occurredAt,
    },
  }
}
