import { creditOrder } from "@holdfast/host-kit"
import type { IOrderModuleService, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MathBN, Modules } from "@medusajs/framework/utils"
import type { BookedMovement } from "../modules/payment/service"
import { paymentsOf } from "./payments-of"

/**
 * Makes an order's own account say what happened to its payment: books what nobody booked, and takes out what turned out
 * not to have happened. Doing it again changes nothing. The caller holds the order.
 */
export async function correctAccount(container: MedusaContainer, orderId: string, paymentId: string): Promise<void> {
  const payments = paymentsOf(container)
  const movementIds = await payments.movementIds(paymentId)
  if (movementIds.length === 0) return
  const orders = container.resolve<Orders>(Modules.ORDER)
  const entries = await orders.listOrderTransactions({ order_id: orderId, reference_id: [...movementIds, paymentId] })
  const { add, remove } = await payments.accountCorrections(
    paymentId,
    entries.map(({ id, reference_id: referenceId, amount }) => ({ id, referenceId, amount: String(amount) })),
  )
  for (const { entryId, movement } of remove) {
    await takeOut(orders, orderId, entryId)
    if (movement.wanted) continue
    const credited = movement.credited ?? (await creditedFor(orders, orderId, movement.row_id))
    if (MathBN.gt(credited, 0)) await credit(container, orderId, movement, `-${credited}`)
  }
  for (const movement of add) {
    const owed = movement.act === "refund" ? await owedToCustomer(container, orderId) : "0"
    await orders.addOrderTransactions([
      {
        order_id: orderId,
        amount: movement.act === "refund" ? MathBN.mult(movement.amount, -1) : movement.amount,
        currency_code: movement.currency_code,
        reference: movement.act,
        reference_id: movement.row_id,
      },
    ])
    // As the host does it: what is given back beyond what is owed makes the order cheaper.
    const beyond = MathBN.sub(movement.amount, owed)
    if (movement.act === "refund" && MathBN.gt(beyond, 0)) {
      await credit(container, orderId, movement, beyond.toFixed())
      await payments.noteCredit(movement.row_id, beyond.toFixed())
    }
  }
}

/** What the host's order module has, and its published interface leaves out. */
type Orders = IOrderModuleService & {
  updateOrderTransactions(data: readonly { readonly id: string; readonly version: number }[]): Promise<unknown>
  listOrderCreditLines(filters: {
    readonly order_id: string
    readonly reference_id: string
  }): Promise<readonly { readonly amount: number }[]>
}

/** By how much the order is cheaper for a refund whose process died before that could be noted. */
async function creditedFor(orders: Orders, orderId: string, refundId: string): Promise<string> {
  const lines = await orders.listOrderCreditLines({ order_id: orderId, reference_id: refundId })
  return lines.reduce((sum, { amount }) => MathBN.add(sum, amount), MathBN.convert(0)).toFixed()
}

/**
 * The host takes an entry out of the sums of the order's version that it was booked under. What was booked before the
 * order changed is moved to the version that counts first, whose sums contain it as well.
 */
async function takeOut(orders: Orders, orderId: string, entryId: string): Promise<void> {
  const { version } = await orders.retrieveOrder(orderId, { select: ["id", "version"] })
  await orders.updateOrderTransactions([{ id: entryId, version }])
  await orders.softDeleteOrderTransactions([entryId])
}

async function credit(
  container: MedusaContainer,
  orderId: string,
  movement: BookedMovement,
  amount: string,
): Promise<void> {
  const backwards = amount.startsWith("-")
  const reference = backwards ? "refund_failed" : "refund"
  await creditOrder(container, { orderId, amount, reference, referenceId: movement.row_id })
  if (backwards) await paymentsOf(container).noteCredit(movement.row_id, null)
}

/** What the customer has paid beyond what the order comes to. */
async function owedToCustomer(container: MedusaContainer, orderId: string): Promise<string> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "order", fields: ["id", "summary"], filters: { id: orderId } })
  const [order] = data as unknown as readonly { readonly summary?: Summary }[]
  const difference = order?.summary?.raw_pending_difference ?? order?.summary?.pending_difference ?? 0
  return MathBN.lt(difference as number, 0) ? MathBN.mult(difference as number, -1).toFixed() : "0"
}

export interface Summary {
  readonly raw_pending_difference?: unknown
  readonly pending_difference?: unknown
}
