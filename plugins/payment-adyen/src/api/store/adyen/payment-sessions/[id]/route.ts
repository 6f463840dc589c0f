import { providerFailureOf } from "@holdfast/kernel"
import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { IPaymentModuleService, PaymentSessionDTO } from "@medusajs/framework/types"
import { MedusaError, Modules } from "@medusajs/framework/utils"

const COMMANDS = ["state_data", "details", "payment_data", "session_result"] as const

const IN_DOUBT = "We do not know yet whether the payment went through. Do not pay again; we are finding out."

/**
 * What Adyen's components on the page have to say about a payment session: `state_data` to pay with (`onSubmit`),
 * `details` after an action (`onAdditionalDetails`), or `session_result` when a session is done (`onPaymentCompleted`).
 */
export async function POST(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  const payments = request.scope.resolve<IPaymentModuleService>(Modules.PAYMENT)
  const session = await sessionOf(payments, request.params["id"] ?? "")
  const body = (request.body ?? {}) as Record<string, unknown>
  const command = Object.fromEntries(
    COMMANDS.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]),
  )
  if (Object.keys(command).length === 0) {
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      "The page has nothing to say. Send state_data, details or session_result.",
      "adyen_command_missing",
    )
  }
  const updated = await sent(() =>
    payments.updatePaymentSession({
      id: session.id,
      amount: session.amount,
      currency_code: session.currency_code,
      data: { ...session.data, adyen_command: command },
    }),
  )
  const { id, status, data } = updated
  if ((data["adyen"] as { in_doubt?: boolean } | undefined)?.in_doubt === true) {
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, IN_DOUBT, "payment_indeterminate")
  }
  response.json({ payment_session: { id, status, data } })
}

async function sessionOf(payments: IPaymentModuleService, id: string): Promise<PaymentSessionDTO> {
  const [session] = await payments.listPaymentSessions({ id: [id] }, { take: 1 })
  // A session of another provider is none here: its data means something else.
  if (session?.provider_id.startsWith("pp_adyen_")) return session
  throw new MedusaError(
    MedusaError.Types.NOT_FOUND,
    `There is no payment session ${id} at Adyen.`,
    "payment_session_unknown",
  )
}

/** What the shopper reads is the failure's own sentence for shoppers; why it was refused stays with the operator. */
async function sent(act: () => Promise<PaymentSessionDTO>): Promise<PaymentSessionDTO> {
  try {
    return await act()
  } catch (error) {
    const failure = providerFailureOf(error)
    if (failure === null) throw error
    throw new MedusaError(typeOf(failure.kind), failure.shopperMessage, `payment_${failure.kind}`)
  }
}

const typeOf = (kind: string) =>
  kind === "declined"
    ? MedusaError.Types.PAYMENT_AUTHORIZATION_ERROR
    : kind === "invalid_request"
      ? MedusaError.Types.INVALID_DATA
      : MedusaError.Types.NOT_ALLOWED
