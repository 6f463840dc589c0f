import { reply, type Reply } from "../kit"
import { textOf, type AdyenCall } from "./api-call"
import { tryPayment } from "./authorise"
import { paymentAnswer, takeStep } from "./payments"
import { ServiceError } from "./service-error"
import type { Amount, Payment, Session } from "./state"

const ONE_HOUR = 3600 * 1000

/** `POST /sessions` */
export function createSession({ body, state, tools }: AdyenCall): Reply {
  const id = `CS${tools.random.text(30)}`
  const session: Session = {
    id,
    sessionData: `Ab02b4c0!${tools.random.text(60)}`,
    request: body,
    expiresAt: tools.clock.now() + ONE_HOUR,
    status: "active",
    result: null,
    payment: null,
  }
  state.sessions.set(id, session)
  const { amount, merchantAccount, reference, returnUrl, metadata, channel, shopperReference, shopperEmail } = body
  return reply(201, {
    id,
    sessionData: session.sessionData,
    expiresAt: new Date(session.expiresAt).toISOString(),
    amount,
    merchantAccount,
    reference,
    returnUrl,
    mode: "embedded",
    ...(metadata === undefined ? {} : { metadata }),
    ...(channel === undefined ? {} : { channel }),
    ...(shopperReference === undefined ? {} : { shopperReference }),
    ...(shopperEmail === undefined ? {} : { shopperEmail }),
  })
}

/** `GET /sessions/{id}` */
export function readSession(call: AdyenCall): Reply {
  const session = sessionNamed(call)
  if (session.result === null || call.query["sessionResult"] !== session.result) {
    throw new ServiceError(422, "15_002", "The sessionResult does not belong to this session.")
  }
  const expired = session.status === "active" && session.expiresAt <= call.tools.clock.now()
  const { payment } = session
  const isPaid = payment !== null && (payment.status === "authorised" || payment.status === "pending")
  return reply(200, {
    id: session.id,
    reference: String(session.request["reference"]),
    status: expired ? "expired" : statusOf(session),
    ...(isPaid ? { payments: [paymentOfSession(payment)] } : {}),
  })
}

const paymentOfSession = (payment: Payment) => ({
  pspReference: payment.pspReference,
  resultCode: payment.status === "authorised" ? "Authorised" : "Received",
  amount: payment.amount,
  ...(payment.status === "authorised" ? { paymentMethod: { type: "scheme", brand: payment.method } } : {}),
})

function statusOf({ payment, status }: Session): Session["status"] {
  switch (payment?.status) {
    case "authorised":
      return "completed"
    case "pending":
      return "paymentPending"
    case "refused":
      return "refused"
    case "cancelled":
    case "expired":
      return "canceled"
    default:
      return status
  }
}

/** What Adyen's page element is told first: what is to be paid, and how it may be. */
export function setUpPage(call: AdyenCall): Reply {
  const session = openSession(call)
  return reply(200, {
    id: session.id,
    amount: session.request["amount"],
    expiresAt: new Date(session.expiresAt).toISOString(),
    returnUrl: session.request["returnUrl"],
    sessionData: session.sessionData,
    paymentMethods: { paymentMethods: [{ type: "scheme", name: "Cards", brands: ["visa", "mc", "amex"] }] },
  })
}

/** The page element pays. */
export function payOnPage(call: AdyenCall): Reply {
  const session = openSession(call)
  const amount = session.request["amount"] as Amount
  const page = { ...call.body }
  delete page["amount"]
  session.payment = tryPayment(call.state, call.tools, { ...page, ...session.request, amount }, session.id)
  return pageAnswer(call, session, session.payment)
}

/** The page element goes on after an action. */
export function continueOnPage(call: AdyenCall): Reply {
  const session = sessionNamed(call)
  const details = (call.body["details"] ?? {}) as Readonly<Record<string, string>>
  const payment = takeStep(call, details["threeDSResult"] ?? details["redirectResult"])
  return pageAnswer(call, session, payment)
}

function pageAnswer({ tools }: AdyenCall, session: Session, payment: Payment): Reply {
  session.result = `X3.${session.id}.${tools.random.text(12)}`
  const { resultCode, action } = paymentAnswer(payment)
  return reply(200, {
    resultCode,
    sessionData: session.sessionData,
    ...(action === undefined ? { sessionResult: session.result } : { action }),
  })
}

function openSession(call: AdyenCall): Session {
  const session = sessionNamed(call)
  const given = textOf(call.body["sessionData"])
  if (given !== undefined && given !== session.sessionData)
    throw new ServiceError(422, "15_003", "Invalid sessionData.")
  if (session.expiresAt <= call.tools.clock.now()) throw new ServiceError(422, "15_001", "The session has expired.")
  if (session.payment !== null && session.payment.status !== "refused") {
    throw new ServiceError(422, "15_004", "The session has been paid.")
  }
  return session
}

function sessionNamed({ state, params }: AdyenCall): Session {
  const session = state.sessions.get(params["id"] ?? "")
  if (!session) throw new ServiceError(422, "15_005", "Session not found.")
  return session
}
