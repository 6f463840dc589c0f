import { newId } from "./account-books"
import type { StripeCall } from "./emit-event"
import type { BalanceTransaction } from "./stripe-objects"

/** Books a movement of our balance. Stripe's fee on a charge is 2.9 % and 30; on the rest there is none. */
export function book(
  call: StripeCall,
  kind: "charge" | "refund" | "refund_failure" | "adjustment",
  amount: number,
  currency: string,
  source: string,
): BalanceTransaction {
  const { state, tools } = call
  const fee = kind === "charge" ? Math.round(amount * 0.029) + 30 : 0
  const created = tools.clock.seconds()
  const booked: BalanceTransaction = {
    id: newId(tools, "txn"),
    object: "balance_transaction",
    amount,
    available_on: created + 2 * 86_400,
    created,
    currency,
    description: null,
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0
        ? []
        : [{ amount: fee, application: null, currency, description: "Stripe processing fees", type: "stripe_fee" }],
    net: amount - fee,
    reporting_category: kind === "adjustment" ? "dispute" : kind,
    source,
    status: "pending",
    type: kind,
  }
  state.balance.set(booked.id, booked)
  return booked
}
