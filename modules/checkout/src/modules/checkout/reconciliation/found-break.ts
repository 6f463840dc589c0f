import type { BreakKind } from "./domain/break-kind"

/** A break as it is seen now. */
export interface FoundBreak {
  readonly kind: BreakKind
  readonly subjectId: string
  readonly orderId: string | null
  readonly cartId: string | null
  /** In the currency's own minor units, as text; null where no money is in it. */
  readonly amountMinor: string | null
  readonly currencyCode: string | null
  readonly facts: Readonly<Record<string, unknown>>
  /** ISO 8601 in UTC. */
  readonly since: string
}
