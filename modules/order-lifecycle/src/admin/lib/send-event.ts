import type { Facts, Lifecycle, LoggedMove } from "./lifecycle-types"

export interface ManualEvent {
  readonly event: string
  /** Made once for an opening of the form and kept for retries, so that it is recorded once at most. */
  readonly event_id: string
  readonly facts?: Facts
}

export interface EventAnswer {
  readonly replayed: boolean
  readonly transition: LoggedMove
  readonly lifecycle: Lifecycle
}

/** Why an event was not recorded, and what to do; the SDK keeps only the message of an error. */
export class EventRefused extends Error {
  constructor(
    message: string,
    readonly nextStep: string,
  ) {
    super(message)
  }
}

/** @throws EventRefused */
export async function sendEvent(orderId: string, body: ManualEvent): Promise<EventAnswer> {
  const response = await fetch(`/admin/orders/${encodeURIComponent(orderId)}/lifecycle/events`, {
    method: "POST",
    credentials: "include",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new EventRefused("The server did not answer.", "Try again: it is recorded once at most.")
  })
  const answer = (await response.json().catch(() => ({}))) as EventAnswer & { message?: string; next_step?: string }
  if (response.ok) return answer
  throw new EventRefused(answer.message ?? `The server answered ${response.status}.`, answer.next_step ?? "Try again.")
}
