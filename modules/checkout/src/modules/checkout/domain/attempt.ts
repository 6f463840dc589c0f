/**
 * - `open`: somebody works on it, or its lease lapses and somebody else will.
 * - `ordered`: it became the cart's order.
 * - `refused`: nothing was done, and the caller was told why.
 * - `undone`: something was done and taken back.
 * - `stuck`: it can be neither finished nor undone yet; it is tried again, and keeps others off the cart meanwhile.
 */
export type AttemptState = "open" | "ordered" | "refused" | "undone" | "stuck"

/** Acts in the order in which they are done. Whatever comes first is cheap, and money comes last. */
export const ACTS = ["validate", "price", "shipping", "fraud", "reserve", "authorize", "order", "after"] as const

export type Act = (typeof ACTS)[number]

/** What the caller was told, in the host's words for its kind of error. */
export interface AttemptRefusal {
  readonly type: string
  readonly code: string | null
  readonly message: string
}

export interface AttemptStep {
  readonly name: Act
  readonly state: "done" | "started" | "failed" | "undone"
  /** ISO 8601 in UTC. */
  readonly at: string
  readonly ms?: number
  readonly output?: object
}
