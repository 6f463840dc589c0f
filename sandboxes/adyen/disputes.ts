import { reply, type Reply } from "../kit"
import type { AdyenCall } from "./api-call"
import { aboutPayment, notifyInTime } from "./notify"
import { paymentNamed } from "./payments"
import { ServiceError } from "./service-error"
import type { Dispute, Move } from "./state"
import { newReference } from "./new-reference"

const REASON = "GoodsOrServicesProvided"
const DOCUMENT = "DefenseMaterial"
const TWO_WEEKS = 14 * 24 * 3600 * 1000

const result = (success: boolean, errorMessage?: string) =>
  reply(200, { disputeServiceResult: { success, ...(errorMessage === undefined ? {} : { errorMessage }) } })

/** `POST /retrieveApplicableDefenseReasons` */
export function defenseReasons(call: AdyenCall): Reply {
  const dispute = disputeNamed(call, call.body["disputePspReference"])
  const available = dispute.documents.has(DOCUMENT)
  return reply(200, {
    defenseReasons: [
      {
        defenseReasonCode: REASON,
        satisfied: available,
        defenseDocumentTypes: [{ defenseDocumentTypeCode: DOCUMENT, requirementLevel: "Required", available }],
      },
    ],
    disputeServiceResult: { success: true },
  })
}

/** `POST /supplyDefenseDocument` */
export function supplyDocument(call: AdyenCall): Reply {
  const dispute = disputeNamed(call, call.body["disputePspReference"])
  const documents = call.body["defenseDocuments"] as readonly { defenseDocumentTypeCode: string }[]
  for (const { defenseDocumentTypeCode } of documents) dispute.documents.add(defenseDocumentTypeCode)
  return result(true)
}

/** `POST /defendDispute` */
export function defend(call: AdyenCall): Reply {
  const dispute = disputeNamed(call, call.body["disputePspReference"])
  if (call.body["defenseReasonCode"] !== REASON) return result(false, "The defense reason is not applicable.")
  if (!dispute.documents.has(DOCUMENT)) return result(false, "A required document is missing.")
  if (dispute.status !== "Undefended") return result(false, "The dispute can no longer be defended.")
  dispute.status = "Responded"
  tell(call, dispute, "INFORMATION_SUPPLIED")
  return result(true)
}

/** `POST /acceptDispute` */
export function accept(call: AdyenCall): Reply {
  const dispute = disputeNamed(call, call.body["disputePspReference"])
  if (dispute.status !== "Undefended") return result(false, "The dispute can no longer be accepted.")
  dispute.status = "Accepted"
  tell(call, dispute, "DISPUTE_DEFENSE_PERIOD_ENDED")
  return result(true)
}

/** The bank takes the money back: `{ paymentPspReference, stage? }`, where `request_for_information` moves none yet. */
export function openDispute(call: AdyenCall): { disputePspReference: string } {
  const payment = paymentNamed(call.state, call.body["paymentPspReference"] as string)
  const dispute: Dispute = {
    pspReference: newReference(call.tools),
    payment,
    status: "Undefended",
    documents: new Set(),
  }
  call.state.disputes.set(dispute.pspReference, dispute)
  if (call.body["stage"] === "request_for_information") tell(call, dispute, "REQUEST_FOR_INFORMATION")
  else {
    tell(call, dispute, "NOTIFICATION_OF_CHARGEBACK")
    move(dispute, "Chargeback")
    tell(call, dispute, "CHARGEBACK")
  }
  return { disputePspReference: dispute.pspReference }
}

/** What the bank decides: `{ outcome: "won" | "lost" | "second_chargeback" }`. */
export function decideDispute(call: AdyenCall): Record<string, never> {
  const dispute = disputeNamed(call, call.params["dispute"])
  if (call.body["outcome"] === "won") {
    dispute.status = "Won"
    move(dispute, "ChargebackReversed")
    tell(call, dispute, "CHARGEBACK_REVERSED")
  } else if (call.body["outcome"] === "second_chargeback") {
    move(dispute, "ChargebackReversed")
    tell(call, dispute, "CHARGEBACK_REVERSED")
    dispute.status = "Lost"
    move(dispute, "SecondChargeback")
    tell(call, dispute, "SECOND_CHARGEBACK")
  } else {
    dispute.status = "Lost"
    tell(call, dispute, "DISPUTE_DEFENSE_PERIOD_ENDED")
  }
  return {}
}

function move({ pspReference: reference, payment }: Dispute, type: Move["type"]): void {
  const { merchantReference, amount } = payment
  const value = type === "ChargebackReversed" ? amount.value : -amount.value
  payment.moves.push({ type, reference, merchantReference, value })
}

function tell({ state, tools }: AdyenCall, { pspReference, payment, status }: Dispute, eventCode: string): void {
  notifyInTime(tools, state, {
    eventCode,
    pspReference,
    originalReference: payment.pspReference,
    amount: payment.amount,
    reason: "Other Fraud-Card Absent Environment",
    ...aboutPayment(payment),
    additionalData: {
      chargebackReasonCode: "10.4",
      chargebackSchemeCode: payment.method,
      defendable: "true",
      defensePeriodEndsAt: new Date(tools.clock.now() + TWO_WEEKS).toISOString().replace(/\.\d{3}Z$/, "+00:00"),
      disputeStatus: status,
    },
  })
}

function disputeNamed({ state }: AdyenCall, reference: unknown): Dispute {
  const dispute = state.disputes.get(String(reference))
  if (!dispute) throw new ServiceError(422, "800", "Dispute not found")
  return dispute
}
