import type { Fit, SandboxTools } from "../kit"
import type { AdyenState, Amount, Payment } from "./state"

/** What happened, before it is written as Adyen's webhook. */
export interface Notice {
  readonly eventCode: string
  readonly pspReference: string
  readonly originalReference?: string | undefined
  readonly merchantReference: string
  readonly amount: Amount
  readonly success?: boolean
  readonly reason?: string
  readonly paymentMethod?: string
  readonly additionalData?: Readonly<Record<string, string>>
}

/** By event, the schema of its request body in the specification of the webhooks. */
export const WEBHOOK_SCHEMAS: Readonly<Record<string, string>> = {
  AUTHORISATION: "AuthorisationNotificationRequest",
  AUTHORISATION_ADJUSTMENT: "AuthorisationAdjustmentNotificationRequest",
  CANCELLATION: "CancellationNotificationRequest",
  CANCEL_OR_REFUND: "CancelOrRefundNotificationRequest",
  CAPTURE: "CaptureNotificationRequest",
  CAPTURE_FAILED: "RefundCaptureFailedNotificationRequest",
  CHARGEBACK: "ChargebackNotificationRequest",
  CHARGEBACK_REVERSED: "ChargebackReversedNotificationRequest",
  DISPUTE_DEFENSE_PERIOD_ENDED: "DisputeDefensePeriodEndedNotificationRequest",
  EXPIRE: "ExpireNotificationRequest",
  INFORMATION_SUPPLIED: "InformationSuppliedNotificationRequest",
  NOTIFICATION_OF_CHARGEBACK: "NotificationOfChargebackNotificationRequest",
  NOTIFICATION_OF_FRAUD: "NotificationOfFraudNotificationRequest",
  REFUND: "RefundNotificationRequest",
  REFUND_FAILED: "RefundCaptureFailedNotificationRequest",
  REFUNDED_REVERSED: "RefundNotificationRequest",
  REPORT_AVAILABLE: "ReportAvailableNotificationRequest",
  REQUEST_FOR_INFORMATION: "RequestForInformationNotificationRequest",
  SECOND_CHARGEBACK: "SecondChargebackNotificationRequest",
  TECHNICAL_CANCEL: "ModificationNotificationRequest",
}

/** Tells the shop, as Adyen does: one item in one message. */
export function notify(tools: SandboxTools, account: string, notice: Notice): void {
  const { success = true, additionalData = {}, originalReference, ...rest } = notice
  const item = {
    additionalData,
    ...rest,
    ...(originalReference === undefined ? {} : { originalReference }),
    reason: notice.reason ?? "",
    merchantAccountCode: account,
    eventDate: new Date(tools.clock.now()).toISOString().replace(/\.\d{3}Z$/, "+00:00"),
    success: String(success),
  }
  const message = { live: "false", notificationItems: [{ NotificationRequestItem: item }] }
  const schema = WEBHOOK_SCHEMAS[notice.eventCode]
  const fits: Fit[] = schema === undefined ? [] : [{ document: "webhooks", schema, value: message }]
  tools.emit(
    account,
    {
      id: `${notice.eventCode}:${notice.pspReference}:${success}`,
      event: notice.eventCode,
      body: JSON.stringify(message),
    },
    ...fits,
  )
}

/** Tells it when the scenario says that webhooks come: at once, or a minute later by the sandbox's clock. */
export function notifyInTime(tools: SandboxTools, { merchantAccount }: AdyenState, notice: Notice): void {
  // As it is now: the payment may be otherwise when it is told.
  if (tools.scenario["webhooks"] === "late")
    tools.later(merchantAccount, 60_000, { act: "notify", notice: structuredClone(notice) })
  else notify(tools, merchantAccount, notice)
}

/** What the webhooks of a payment have in common. */
export const aboutPayment = (payment: Payment) => ({
  merchantReference: payment.merchantReference,
  paymentMethod: payment.method,
})

/** Metadata comes back under its prefixed names. */
export const metadataOf = (payment: Payment): Record<string, string> =>
  Object.fromEntries(Object.entries(payment.metadata).map(([name, value]) => [`metadata.${name}`, value]))

/** The order's reference comes back with everything that is done to its payment. */
export const orderOf = ({ orderReference }: Payment): Record<string, string> =>
  orderReference === null ? {} : { merchantOrderReference: orderReference }
