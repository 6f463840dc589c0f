import type { Call } from "../kit"
import { newId, type AccountBooks } from "./account-books"
import type { StripeEvent } from "./stripe-objects"

/** What a handler works with: the account's books, and what asked for it. */
export type StripeCall = Pick<Call<AccountBooks>, "account" | "state" | "tools"> & {
  /** The request that caused what happens, or none when Stripe itself did. */
  readonly caused?: { readonly id: string; readonly key: string | null }
  /** By which address the sandbox was called, for pages that a browser is sent to. */
  readonly baseUrl?: string
}

const EVENTS_KEPT = 5_000

/**
 * Records an event and tells the shop. The object is copied, because it will have changed by the time it is read.
 *
 * @param before what of it was otherwise before
 */
export function emitEvent(call: StripeCall, type: string, object: object, before?: object): void {
  const { tools, state } = call
  const event: StripeEvent = structuredClone({
    id: newId(tools, "evt"),
    object: "event",
    api_version: "2024-04-10",
    created: tools.clock.seconds(),
    data: { object, ...(before && { previous_attributes: before }) },
    livemode: false,
    pending_webhooks: 1,
    request: { id: call.caused?.id ?? null, idempotency_key: call.caused?.key ?? null },
    type,
  })
  state.events.set(event.id, event)
  const [oldest] = state.events.keys()
  if (state.events.size > EVENTS_KEPT && oldest !== undefined) state.events.delete(oldest)
  const kind = (object as { object: string }).object
  tools.emit(
    call.account,
    { id: event.id, event: type, body: JSON.stringify(event, null, 2) },
    { document: "stripe", schema: "event", value: event },
    { document: "stripe", schema: kind, value: event.data.object },
  )
}
