import type { MedusaContainer } from "@medusajs/framework/types"
import { expectDone, moneyFromMinorText, moneyToMedusa, parseCurrency } from "@holdfast/kernel"
import { orThrow } from "../modules/order-lifecycle/or-throw"
import type { EventToPerform } from "./event-to-perform"
import { lifecycleOf } from "./lifecycle-of"

/** Payment by payment in their order, as far as each has room: what of an amount each captures or gives back. */
export async function amountsOf(
  container: MedusaContainer,
  { orderId, facts }: Pick<EventToPerform, "orderId" | "facts">,
  act: "capture" | "refund",
): Promise<readonly { readonly payment: string; readonly amount: number }[]> {
  const order = orThrow(await lifecycleOf(container).lifecycle(orderId))
  const currency = expectDone(parseCurrency(order.currency_code))
  const rooms = order.payments
    .filter(({ id }) => facts.payment === undefined || facts.payment === id)
    .map((payment) => ({
      payment: payment.id,
      room:
        act === "capture"
          ? BigInt(payment.authorized) - BigInt(payment.captured) - BigInt(payment.capture_requested)
          : BigInt(payment.captured) - BigInt(payment.refunded) - BigInt(payment.refund_requested),
    }))
  let left = facts.amount === undefined ? rooms.reduce((sum, { room }) => sum + room, 0n) : BigInt(facts.amount)
  return rooms.flatMap(({ payment, room }) => {
    const part = room < left ? room : left
    if (part <= 0n) return []
    left -= part
    return [{ payment, amount: Number(moneyToMedusa(expectDone(moneyFromMinorText(part.toString(), currency)))) }]
  })
}
