import type { MedusaContainer } from "@medusajs/framework/types"
import { moneyFromMedusa, type ProviderFact, type ProviderFactKind } from "@holdfast/kernel"
import { orThrow } from "../modules/payment/or-throw"
import type { FactApplied } from "../modules/payment/fact-desk"
import { completePaidCart } from "./complete-paid-cart"
import { correctAccount } from "./correct-account"
import { hearReview } from "./hear-review"
import { moneyLinks } from "./money-links"
import { orderLifecycleOf } from "./order-lifecycle-of"
import { paymentsOf } from "./payments-of"
import { recordOnOrder } from "./record-on-order"
import { withPermit } from "./with-permit"

/** What became of a fact, for the inbox that it came from. */
export type FactVerdict =
  { readonly state: "done"; readonly note?: string } | { readonly state: "waits"; readonly reason: string }

const WORKFLOW = "apply-provider-fact"
const DONE = { state: "done" } as const

/** Facts that are not about how a payment stands. Others may listen for them; here nothing follows. */
const ELSEWHERE: ReadonlySet<ProviderFactKind> = new Set(["other", "method.saved"])

/** What says how far a payment can be relied on, and nothing of its money. */
const RISKS: ReadonlySet<ProviderFactKind> = new Set([
  "fraud.warned",
  "review.opened",
  "review.approved",
  "review.rejected",
])

/**
 * Does what follows from what a provider told: to payments and disputes, to the order's account, to its state, and to a
 * cart that is paid and has no order. Each part may be repeated, so a fact that is told again, or that was cut short,
 * ends the same.
 */
export async function applyProviderFact(
  container: MedusaContainer,
  providerId: string,
  fact: ProviderFact,
): Promise<FactVerdict> {
  if (ELSEWHERE.has(fact.kind)) return DONE
  const payments = paymentsOf(container)
  if (fact.kind === "report.available") {
    // What cannot be fetched now is tried again by the inbox, and set aside in the end.
    orThrow(await payments.settlements.compare(providerId, fact))
    return DONE
  }
  const subject = await payments.subjectOf(providerId, fact)
  if (!subject) return unknownPayment(fact)
  const { orderId, cartId } = await moneyLinks(container, subject.payment_collection_id)
  const told = { providerId, eventId: fact.id, occurredAt: fact.occurredAt }
  // An authorization that ran out is more than one that was let go, so it is said before the tables say the less.
  if (fact.kind === "payment.expired" && subject.payment_id !== null && orderId !== null)
    await recordOnOrder(container, { ...told, orderId, event: "payment.expired" })
  const applied = await withPermit(container, orderId, WORKFLOW, async () => {
    const outcome = orThrow(await payments.applyFact(providerId, fact))
    if (orderId !== null && outcome.paymentId !== null) {
      await correctAccount(container, orderId, outcome.paymentId)
    }
    return outcome
  })
  if (applied.unwanted !== null) {
    orThrow(await payments.voidOrRefund({ sessionId: applied.sessionId, reason: applied.unwanted }))
    return DONE
  }
  if (RISKS.has(fact.kind)) {
    if (orderId !== null) await hearReview(container, { orderId, providerId, sessionId: applied.sessionId })
    else if (!subject.given_up && applied.picture.ended === null && orderLifecycleOf(container)) {
      return { state: "waits", reason: "Its payment belongs to no order yet." }
    }
    return DONE
  }
  const event = eventOf(fact, applied)
  if (event !== null && orderId !== null) {
    const facts = event.startsWith("chargeback.") ? disputed(fact, applied.paymentId) : {}
    await recordOnOrder(container, { ...told, orderId, event, facts })
  }
  if (orderId === null && cartId !== null && isPaid(applied)) {
    const through = await completePaidCart(container, { cartId, sessionId: applied.sessionId, amount: fact.amount })
    if (!through) return { state: "waits", reason: `The cart ${cartId} is being completed.` }
  }
  return DONE
}

/** So long a payment that names no session of the shop's may still turn out to be one of its own. */
const FOREIGN_AFTER_MS = 60 * 60_000

/**
 * A payment of this shop carries its session, and is known here before its provider is told of it. One without a session
 * was made elsewhere with the same account: it is waited for only as long as an answer may be late.
 */
function unknownPayment({ sessionId, occurredAt }: ProviderFact): FactVerdict {
  if (sessionId === null && Date.parse(occurredAt) < Date.now() - FOREIGN_AFTER_MS)
    return { state: "done", note: "It is about a payment that this shop has not made." }
  return { state: "waits", reason: "Its payment session is not known here." }
}

/** What an order hears of it by name. What the host's tables say, its log reads from there. */
function eventOf(fact: ProviderFact, { picture, paymentId }: FactApplied): string | null {
  switch (fact.kind) {
    // An order that waits for its money hears that it will not come, however its provider puts it.
    case "payment.declined":
    case "payment.voided":
    case "payment.expired":
      return paymentId === null && (picture.waiting === "declined" || picture.ended) ? "payment.declined" : null
    case "dispute.opened":
      return "chargeback.notice"
    case "dispute.won":
    case "dispute.lost": {
      const dispute = picture.disputes.find(({ reference }) => reference === fact.reference)
      return dispute && `dispute.${dispute.state}` === fact.kind ? `chargeback.${dispute.state}` : null
    }
    default:
      return null
  }
}

const isPaid = ({ picture, paymentId }: FactApplied): boolean =>
  paymentId !== null && picture.authorized !== null && picture.ended === null

function disputed({ amount, currencyCode }: ProviderFact, paymentId: string | null): object {
  const money = amount !== null && currencyCode !== null ? moneyFromMedusa(amount, currencyCode) : null
  return {
    ...(money?.ok && money.value.amountMinor > 0n && { amount: money.value.amountMinor.toString() }),
    ...(paymentId !== null && { payment: paymentId }),
  }
}
