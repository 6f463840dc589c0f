import { moneyFromMedusa, type SqlTx } from "@holdfast/kernel"
import type { FoundBreak } from "../found-break"
import type { BreakFinder } from "./break-finder"
import { differingAccounts } from "./find-differing-accounts"
import { differingAmounts } from "./find-differing-amounts"
import { differingPromotionUses } from "./find-differing-promotion-uses"
import { endingAuthorizations } from "./find-ending-authorizations"
import { failingEffects } from "./find-failing-effects"
import { interruptedAttempts } from "./find-interrupted-attempts"
import { leftAllocations } from "./find-left-allocations"
import { leftPermits } from "./find-left-permits"
import { lifecycleDifferences } from "./find-lifecycle-differences"
import { missingAllocations } from "./find-missing-allocations"
import { moneyWithoutOrder } from "./find-money-without-order"
import { ordersWithoutMoney } from "./find-orders-without-money"
import { parkedMessages } from "./find-parked-messages"
import { refundsBeyondCaptures } from "./find-refunds-beyond-captures"
import { settlementDifferences } from "./find-settlement-differences"
import { unknownOperations } from "./find-unknown-operations"

/** In the order in which whoever looks at the list would want to know. */
const FINDERS: readonly BreakFinder[] = [
  interruptedAttempts,
  moneyWithoutOrder,
  ordersWithoutMoney,
  differingAmounts,
  refundsBeyondCaptures,
  differingAccounts,
  unknownOperations,
  endingAuthorizations,
  leftAllocations,
  missingAllocations,
  differingPromotionUses,
  leftPermits,
  failingEffects,
  lifecycleDifferences,
  parkedMessages,
  settlementDifferences,
]

interface Row {
  readonly subject_id: string
  readonly order_id: string | null
  readonly cart_id: string | null
  /** As the host keeps it, in major units; or in minor units, as we do. */
  readonly amount: string | null
  readonly amount_minor: string | null
  readonly currency_code: string | null
  readonly facts: Readonly<Record<string, unknown>>
  readonly since: Date
}

/** Of each kind as many as a person could look at; more are found when these are mended. */
const MOST_OF_A_KIND = 500

/**
 * Everything that does not agree now and has not for a while, of every kind whose tables are there. One statement for each
 * kind, one after the other: whatever the number of orders, only what is found is brought here.
 */
export async function findBreaks(
  tx: SqlTx,
  graceSeconds: number,
  strandedSeconds: number,
): Promise<readonly FoundBreak[]> {
  const [there] = await tx.query<{ tables: readonly string[] }>(
    "select coalesce(array_agg(t), '{}') as tables from unnest($1::text[]) as t where to_regclass(t) is not null",
    [FINDERS.flatMap(({ table }) => table ?? [])],
  )
  const found: FoundBreak[] = []
  for (const { kind, table, sql } of FINDERS) {
    if (table !== undefined && !there?.tables.includes(table)) continue
    const seconds = kind === "money_without_order" || kind === "order_without_money" ? strandedSeconds : graceSeconds
    for (const row of await tx.query<Row>(sql, [seconds, MOST_OF_A_KIND])) {
      found.push({
        kind,
        subjectId: row.subject_id,
        orderId: row.order_id,
        cartId: row.cart_id,
        amountMinor: row.amount_minor ?? minorOf(row.amount, row.currency_code),
        currencyCode: row.currency_code?.toLowerCase() ?? null,
        facts: row.facts,
        since: row.since.toISOString(),
      })
    }
  }
  return found
}

function minorOf(amount: string | null, currencyCode: string | null): string | null {
  if (amount === null || currencyCode === null) return null
  // Computed tax has more digits than money has.
  const read = moneyFromMedusa(amount, currencyCode, "half_up")
  return read.ok ? read.value.amountMinor.toString() : null
}
