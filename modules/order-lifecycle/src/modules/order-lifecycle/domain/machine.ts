import type { FactsShape } from "./event-facts"

/** What changes separately. An order can be half shipped and half refunded at once. */
export const AXES = ["order", "payment", "fulfillment", "return", "dispute", "review"] as const
export type Axis = (typeof AXES)[number]
/** An order that began before an axis was there is without it, under tables that do not know it either. */
export type Axes = Readonly<Record<Axis, string>>
/** States of some axes; an axis that is not named may be in any. */
export type When = Partial<Readonly<Record<Axis, readonly string[]>>>

export interface AxisState {
  readonly name: string
  /** What a shopper or the shop would lose if the order stayed here for ever. */
  readonly holds?: "money" | "stock"
  /** Nothing has to follow. */
  readonly final?: true
  /** What somebody does to leave it, where it is in the way of something else. */
  readonly wayOut?: string
}

/** One move of one axis. Of several rows for the same state and event, the first that fits is taken. */
export interface Row {
  readonly axis: Axis
  readonly from: string
  readonly event: string
  readonly to: string
  /** States that other axes have to be in. */
  readonly when?: When
  /** Names of guards, which see the order as it would be afterwards. */
  readonly guards?: readonly string[]
  /** What others have to do because of it, such as `give_money_back`. */
  readonly effects?: readonly string[]
  /** What grows with each pass. A cycle without one could go round for ever. */
  readonly counter?: string
  /** Said before, or overtaken: nothing changes, and nobody is told. */
  readonly noop?: true
}

export interface EventKind {
  readonly name: string
  /** Its own axis: a row of it must fit, or the event is refused. Rows of other axes join where they fit. */
  readonly axis: Axis
  readonly title: string
  readonly facts: FactsShape
  /** May be sent by hand, from the dashboard or `POST /admin/orders/:id/lifecycle/events`. */
  readonly manual?: true
  /**
   * States that axes have to be in before anybody sets about it. What has happened all the same is told all the same: a
   * provider's capture is a fact, whoever should have waited.
   */
  readonly startWhen?: When
  /** Whose facts it applies, where that is not said by its own name. */
  readonly applies?: string
}

/** The published state is that of the first rule whose axes are all in one of the states named; every order fits one. */
export interface PublishedRule {
  readonly state: string
  readonly when: When
}

export interface Machine {
  /** Kept with every order: it finishes under the tables it began with. */
  readonly version: string
  readonly initial: Axes
  readonly axes: Readonly<Record<Axis, readonly AxisState[]>>
  readonly events: readonly EventKind[]
  readonly rows: readonly Row[]
  readonly published: readonly PublishedRule[]
}
