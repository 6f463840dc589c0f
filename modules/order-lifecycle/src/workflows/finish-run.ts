import { creditOrder } from "@holdfast/host-kit"
import { expectDone, moneyFromMedusa } from "@holdfast/kernel"
import { cancelOrderWorkflow } from "@medusajs/medusa/core-flows"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { actAs, type Acting } from "../modules/order-lifecycle/acting"
import type { Actor } from "../modules/order-lifecycle/domain/lifecycle-log"
import { orThrow } from "../modules/order-lifecycle/or-throw"
import { lifecycleOf } from "./lifecycle-of"

/** What is known of a run whose process is gone. */
type Facts = Readonly<Record<string, string>>

/** For so long the refunds of the run are waited for that are not on the order's account yet. */
const UNBOOKED_MS = 15 * 60_000

/** What the order says of a cancellation that it does not accept any more: somebody did something else with it meanwhile. */
const OVER = new Set(["order_event_not_allowed", "order_guard_failed"])

/**
 * Makes the order as much cheaper as the run would have, for what it gave back. A refund that is not on the order's account
 * is booked by who settles payments, which makes the order cheaper as well; it is waited for.
 */
export async function finishRefund(
  container: MedusaContainer,
  orderId: string,
  eventId: string,
  { since = "", credit = "0", refund = eventId }: Facts,
): Promise<void> {
  const orders = container.resolve(Modules.ORDER)
  const changes = await orders.listOrderChanges({ order_id: [orderId] })
  const half = changes.filter(
    ({ change_type: type, status, created_at: at }) =>
      // Its published type lacks this one.
      String(type) === "credit_line" && status === "pending" && new Date(at) >= new Date(since),
  )
  if (half.length > 0) await orders.deleteOrderChanges(half.map(({ id }) => id))

  const { unbooked, credits } = await accountOf(container, orderId)
  if (Number(credit) > 0 && !credits.has(refund)) {
    // By the refund's own id, so that the order is made dearer again if the refund comes back.
    const made = () => creditOrder(container, { orderId, amount: credit, reference: "refund", referenceId: refund })
    orThrow(await lifecycleOf(container).inTurn("finish-refund", orderId, made))
  }
  if (unbooked && Date.now() < new Date(since).getTime() + UNBOOKED_MS) {
    throw new Error("A refund is not on the order's account yet. It is waited for.")
  }
}

/** Cancels an order as it was asked for, unless it does not accept that any more. */
export async function finishCancellation(
  container: MedusaContainer,
  orderId: string,
  eventId: string,
  { actor_type: type, actor_id: id }: Facts,
): Promise<void> {
  const actor: Actor = type && id ? { type: type as Actor["type"], id } : { type: "system", id: "order-lifecycle" }
  const acting: Acting = { actor: () => actor, eventId, event: "order.canceled", refusal: null }
  try {
    await actAs(acting, () =>
      cancelOrderWorkflow(container).run({ input: { order_id: orderId, canceled_by: actor.id } }),
    )
  } catch (error) {
    if (!acting.refusal || !OVER.has(acting.refusal.code)) throw error
  }
}

interface Amount {
  readonly amount: number
}

interface AccountRow {
  readonly currency_code: string
  readonly transactions?: readonly (Amount & { readonly reference: string | null })[]
  readonly credit_lines?: readonly { readonly reference_id: string | null }[]
  readonly payment_collections?: readonly {
    readonly payments?: readonly { readonly refunds?: readonly Amount[] }[]
  }[]
}

/** Whether an order's account lacks a refund, and what the order was made cheaper for. */
async function accountOf(container: MedusaContainer, orderId: string) {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order",
    fields: [
      ...["id", "currency_code", "transactions.reference", "transactions.amount", "credit_lines.reference_id"],
      "payment_collections.payments.refunds.amount",
    ],
    filters: { id: orderId },
  })
  const [order] = data as unknown as readonly AccountRow[]
  const { transactions = [], credit_lines: credits = [], payment_collections: collections = [] } = order ?? {}
  // A person types whole cents, and the host counts finer.
  const minorOf = ({ amount }: Amount) =>
    expectDone(moneyFromMedusa(Math.abs(amount), order?.currency_code ?? "", "half_up")).amountMinor
  const sum = (rows: readonly Amount[]) => rows.reduce((total, row) => total + minorOf(row), 0n)
  const given = sum(collections.flatMap(({ payments = [] }) => payments.flatMap(({ refunds = [] }) => refunds)))
  const booked = sum(transactions.filter(({ reference }) => reference === "refund"))
  return {
    unbooked: given > booked,
    credits: new Set(credits.map(({ reference_id: id }) => id)),
  }
}
