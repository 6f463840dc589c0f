import type { EventAsked } from "../modules/order-lifecycle"

/** An event that somebody sends by hand, or a timer. */
export type EventToPerform = Omit<EventAsked, "facts"> & {
  readonly facts: {
    readonly amount?: string | undefined
    readonly payment?: string | undefined
    readonly lines?: Readonly<Record<string, number>> | undefined
  }
}
