import { refuse, type Refusal } from "@holdfast/kernel"

/** What the host said no to, in its own words: a bad input or a record of its that does not allow it. Others are thrown. */
export function refusalOfError(error: unknown, event: string): Refusal<"order_event_not_performed"> {
  const { type, message } = (error ?? {}) as { readonly type?: string; readonly message?: string }
  if (type !== "not_allowed" && type !== "invalid_data" && type !== "not_found") throw error
  return refuse(
    "order_event_not_performed",
    `${event} was not done: ${message}`,
    "Put right what it says, and send it again.",
  )
}
