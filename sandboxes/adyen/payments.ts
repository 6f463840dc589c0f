import { reply, type Reply } from "../kit"
import type { AdyenCall } from "./api-call"
import { decide, tryPayment } from "./authorise"
import { ServiceError } from "./service-error"
import type { AdyenState, Payment } from "./state"
import { REFUSAL_REASONS } from "./test-cards"
import { newReference } from "./new-reference"

/** `POST /payments` */
export function makePayment(call: AdyenCall): Reply {
  const method = call.body["paymentMethod"] as Readonly<Record<string, unknown>>
  const storedId = method["storedPaymentMethodId"]
  if (typeof storedId === "string") {
    const stored = call.state.stored.get(storedId)
    if (stored?.shopperReference !== call.body["shopperReference"]) {
      throw new ServiceError(422, "800", "Contract not found")
    }
  }
  return reply(200, paymentAnswer(tryPayment(call.state, call.tools, call.body, null)))
}

/** `POST /payments/details` */
export function paymentDetails(call: AdyenCall): Reply {
  const details = call.body["details"] as Readonly<Record<string, string>>
  const given = details["threeDSResult"] ?? details["redirectResult"] ?? details["threeds2.fingerprint"]
  const payment = takeStep(call, given)
  return reply(200, paymentAnswer(payment))
}

/** Goes on with a payment whose shopper has done something. */
export function takeStep(call: AdyenCall, given: string | undefined): Payment {
  const [reference, step, outcome] = (given ?? "").split(".")
  const payment = call.state.payments.get(reference ?? "")
  if (!payment) throw new ServiceError(422, "14_012", "The provided paymentData or details are invalid.")
  const isWaiting = payment.status === "waiting_for_shopper" && payment.step !== null
  if (!isWaiting || payment.step !== step) return payment
  if (payment.step === "fingerprint") payment.step = "challenge"
  else {
    if (outcome !== "passed") payment.refusal = "11"
    decide(call.state, call.tools, payment)
  }
  return payment
}

/** What the shopper's browser hands over after a step: readable, since nothing is secret here. */
export const stepResult = (payment: Payment, outcome: "passed" | "failed") =>
  `${payment.pspReference}.${payment.step ?? "none"}.${outcome}`

/** A payment, as `/payments` and `/payments/details` answer it. */
export function paymentAnswer(payment: Payment): Record<string, unknown> {
  const { pspReference, merchantReference, amount, method } = payment
  const common = { pspReference, merchantReference }
  switch (payment.status) {
    case "waiting_for_shopper":
      return { ...common, resultCode: waitingCode(payment), action: actionOf(payment) }
    case "pending":
      return { ...common, resultCode: "Received" }
    case "refused": {
      const code = payment.refusal ?? "2"
      return {
        ...common,
        resultCode: code === "4" ? "Error" : "Refused",
        refusalReason: REFUSAL_REASONS[code] ?? "Refused",
        refusalReasonCode: code,
      }
    }
    case "cancelled":
    case "expired":
      return { ...common, resultCode: "Cancelled" }
    case "authorised":
      return { ...common, resultCode: "Authorised", amount, paymentMethod: { type: "scheme", brand: method } }
  }
}

const waitingCode = ({ step }: Payment) =>
  step === "fingerprint" ? "IdentifyShopper" : step === "challenge" ? "ChallengeShopper" : "RedirectShopper"

function actionOf(payment: Payment): Record<string, unknown> {
  const paymentData = `data.${payment.pspReference}`
  if (payment.step === "redirect") {
    const url = `https://checkoutshopper-test.adyen.com/checkoutshopper/checkoutPaymentRedirect?redirectData=${payment.pspReference}`
    return { type: "redirect", method: "GET", paymentMethodType: payment.method, url }
  }
  return {
    type: "threeDS2",
    subtype: payment.step ?? "challenge",
    paymentMethodType: "scheme",
    token: `token.${payment.pspReference}`,
    authorisationToken: `authorisation.${payment.pspReference}`,
    paymentData,
  }
}

/** `POST /paymentMethods` */
export function paymentMethods({ body, state }: AdyenCall): Reply {
  const shopper = body["shopperReference"]
  const stored = [...state.stored.values()].filter(({ shopperReference }) => shopperReference === shopper)
  return reply(200, {
    paymentMethods: [
      { type: "scheme", name: "Cards", brands: ["visa", "mc", "amex"] },
      { type: "ideal", name: "iDEAL" },
      { type: "sepadirectdebit", name: "SEPA Direct Debit" },
    ],
    ...(stored.length === 0 ? {} : { storedPaymentMethods: stored.map(storedAnswer) }),
  })
}

const storedAnswer = ({ id, brand, lastFour }: { id: string; brand: string; lastFour: string }) => ({
  id,
  brand,
  lastFour,
  type: "scheme",
  name: "Card",
  expiryMonth: "03",
  expiryYear: "2030",
  supportedShopperInteractions: ["Ecommerce", "ContAuth"],
  supportedRecurringProcessingModels: ["CardOnFile", "Subscription", "UnscheduledCardOnFile"],
})

/** `GET /storedPaymentMethods` */
export function listStored({ state, query }: AdyenCall): Reply {
  const shopperReference = String(query["shopperReference"])
  const stored = [...state.stored.values()].filter((method) => method.shopperReference === shopperReference)
  return reply(200, {
    merchantAccount: state.merchantAccount,
    shopperReference,
    storedPaymentMethods: stored.map(resourceOf),
  })
}

/** `POST /storedPaymentMethods` */
export function createStored({ state, body, tools }: AdyenCall): Reply {
  const method = body["paymentMethod"] as Readonly<Record<string, unknown>>
  const number = typeof method["encryptedCardNumber"] === "string" ? method["encryptedCardNumber"] : ""
  const stored = {
    id: newReference(tools),
    shopperReference: String(body["shopperReference"]),
    brand: "visa",
    lastFour: number.slice(-4),
  }
  state.stored.set(stored.id, stored)
  return reply(201, resourceOf(stored))
}

/** `DELETE /storedPaymentMethods/{id}` */
export function deleteStored({ state, params, query }: AdyenCall): Reply {
  const id = params["id"] ?? ""
  if (state.stored.get(id)?.shopperReference !== query["shopperReference"]) {
    throw new ServiceError(422, "800", "Contract not found")
  }
  state.stored.delete(id)
  return { status: 204, text: "" }
}

const resourceOf = ({
  id,
  brand,
  lastFour,
  shopperReference,
}: {
  id: string
  brand: string
  lastFour: string
  shopperReference: string
}) => ({
  id,
  brand,
  lastFour,
  shopperReference,
  type: "scheme",
  name: "Card",
  expiryMonth: "03",
  expiryYear: "2030",
  supportedRecurringProcessingModels: ["CardOnFile", "Subscription", "UnscheduledCardOnFile"],
})

/** The payment a request names, or Adyen's error for one it does not know. */
export function paymentNamed(state: AdyenState, pspReference: string | undefined): Payment {
  const payment = state.payments.get(pspReference ?? "")
  if (!payment) throw new ServiceError(422, "167", "Original pspReference required for this operation")
  return payment
}
