import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { BreakKind } from "../modules/checkout/reconciliation/domain/break-kind"
import type { BreakRow } from "../modules/checkout/reconciliation/store/list-breaks"
import { resumeAttempt } from "./resume-attempt"
import { settleWhatIsUnderWay } from "./settlers"

type Outcome = { readonly ok: true } | { readonly ok: false; readonly message: string; readonly nextStep: string }

/** What our own modules offer beside the host's, when they are there. */
interface MendingPayments {
  voidOrRefund?(asked: { paymentId: string; reason: string }): Promise<Outcome>
  lookUp?(operationId: string): Promise<unknown>
  readonly settlements?: { accept(differenceId: string, by: string): Promise<void> }
}
interface MendingOrders {
  reconcile(): Promise<unknown>
  retryEffects(orderId: string): Promise<void>
  failingEffects(orderId: string): Promise<readonly { readonly effect: string; readonly error: string }[]>
}
interface MendingInbox {
  replayMessage(id: string): Promise<Outcome>
}

/** @param by who wants it mended */
type Repair = (container: MedusaContainer, broken: BreakRow, by: string) => Promise<void>

/** What mends a break of each kind; all can be repeated. A kind that is not here is a person's to mend. */
export const REPAIRS: Partial<Readonly<Record<BreakKind, Repair>>> = {
  attempt_interrupted: async (container, { subject_id }) => {
    const resumed = await resumeAttempt(container, subject_id)
    if (resumed === "later") throw new Error("The payment provider has not said yet whether it was paid.")
  },
  money_without_order: async (container, { subject_id }) => {
    const payments = container.resolve<MendingPayments>(Modules.PAYMENT)
    if (payments.voidOrRefund) orThrow(await payments.voidOrRefund({ paymentId: subject_id, reason: "no_order" }))
    else await container.resolve(Modules.PAYMENT).cancelPayment(subject_id)
  },
  operation_unknown: async (container, { subject_id }) => {
    const payments = container.resolve<MendingPayments>(Modules.PAYMENT)
    await payments.lookUp?.(subject_id)
  },
  allocation_left: (container, { subject_id }) =>
    container.resolve(Modules.INVENTORY).deleteReservationItems([subject_id]),
  permit_left: async (container) => {
    await container.resolve<MendingOrders>("order_lifecycle").reconcile()
  },
  effect_failing: async (container, { order_id: orderId, facts }) => {
    if (orderId === null) return
    const orders = container.resolve<MendingOrders>("order_lifecycle")
    await orders.retryEffects(orderId)
    await settleWhatIsUnderWay(container)
    // An order may have others that fail, for reasons of their own.
    const failing = (await orders.failingEffects(orderId)).find(({ effect }) => effect === facts["effect"])
    if (failing) throw new Error(failing.error)
  },
  message_parked: async (container, { subject_id }) => {
    orThrow(await container.resolve<MendingInbox>("message_log").replayMessage(subject_id))
  },
  settlement_differs: async (container, { subject_id }, by) => {
    await container.resolve<MendingPayments>(Modules.PAYMENT).settlements?.accept(subject_id, by)
  },
}

function orThrow(outcome: Outcome): void {
  if (!outcome.ok) throw new Error(`${outcome.message} ${outcome.nextStep}`)
}
