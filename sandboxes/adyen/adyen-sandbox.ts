import type { Reply, Route, SandboxDefinition } from "../kit"
import { answeredUnder, KEYS_LIVE_MS, unauthorised, withKey, type AdyenCall } from "./api-call"
import { CONTROL } from "./control"
import { accept, defend, defenseReasons, supplyDocument } from "./disputes"
import { LATER } from "./later"
import { loosenCheckout, loosenWebhooks } from "./loosen"
import { cancel, cancelByReference, capture, refund, reverse, updateAmount } from "./modifications"
import { WEBHOOK_SCHEMAS } from "./notify"
import { createStored, deleteStored, listStored, makePayment, paymentDetails, paymentMethods } from "./payments"
import { downloadReport } from "./reports"
import { errorOfViolations, ServiceError } from "./service-error"
import { continueOnPage, createSession, payOnPage, readSession, setUpPage } from "./sessions"
import { signWebhook } from "./sign-webhook"
import { newState, type AdyenState } from "./state"

type Handler = (call: AdyenCall) => Reply
type Method = Route<AdyenState>["method"]

const checkout = (
  operation: string,
  method: Method,
  path: string,
  specified: string,
  handle: Handler,
): Route<AdyenState> => ({
  operation,
  method,
  path: `/v71${path}`,
  specified: { document: "checkout", path: specified },
  handle: withKey(handle),
})

const onPayment = (operation: string, part: string, handle: Handler) =>
  checkout(
    `payments.${operation}`,
    "POST",
    `/payments/{psp}/${part}`,
    `/payments/{paymentPspReference}/${part}`,
    handle,
  )

const dispute = (operation: string, path: string, handle: Handler): Route<AdyenState> => ({
  operation: `disputes.${operation}`,
  method: "POST",
  path: `/ca/services/DisputeService/v30${path}`,
  specified: { document: "dispute", path },
  handle: withKey(handle),
})

const page = (operation: string, path: string, handle: Handler): Route<AdyenState> => ({
  operation: `page.${operation}`,
  method: "POST",
  path: `/checkoutshopper/v1/sessions/{id}/${path}`,
  handle,
})

const ROUTES: readonly Route<AdyenState>[] = [
  checkout("sessions.create", "POST", "/sessions", "/sessions", createSession),
  checkout("sessions.get", "GET", "/sessions/{id}", "/sessions/{sessionId}", readSession),
  checkout("payment_methods", "POST", "/paymentMethods", "/paymentMethods", paymentMethods),
  checkout("payments.create", "POST", "/payments", "/payments", makePayment),
  checkout("payments.details", "POST", "/payments/details", "/payments/details", paymentDetails),
  onPayment("capture", "captures", capture),
  onPayment("cancel", "cancels", cancel),
  onPayment("refund", "refunds", refund),
  onPayment("reverse", "reversals", reverse),
  onPayment("update_amount", "amountUpdates", updateAmount),
  checkout("cancels.create", "POST", "/cancels", "/cancels", cancelByReference),
  checkout("stored.list", "GET", "/storedPaymentMethods", "/storedPaymentMethods", listStored),
  checkout("stored.create", "POST", "/storedPaymentMethods", "/storedPaymentMethods", createStored),
  checkout(
    "stored.delete",
    "DELETE",
    "/storedPaymentMethods/{id}",
    "/storedPaymentMethods/{storedPaymentMethodId}",
    deleteStored,
  ),
  dispute("reasons", "/retrieveApplicableDefenseReasons", defenseReasons),
  dispute("supply", "/supplyDefenseDocument", supplyDocument),
  dispute("defend", "/defendDispute", defend),
  dispute("accept", "/acceptDispute", accept),
  page("setup", "setup", setUpPage),
  page("pay", "payments", payOnPage),
  page("details", "paymentDetails", continueOnPage),
  {
    operation: "reports.download",
    method: "GET",
    path: "/reports/download/MerchantAccount/{account}/{name}",
    handle: downloadReport,
  },
]

/** The account of whoever has no key: the page, and reports. */
const DEFAULT_ACCOUNT = "HoldfastTest"
const API_KEY = /^adyen-sandbox-(\w+)$/

const MINUTE = 60
const HOUR = 60 * MINUTE

/**
 * Adyen's Checkout, disputes and webhooks, as a shop meets them. The API key is `adyen-sandbox-` and the name of the
 * merchant account.
 */
export const adyenSandbox: SandboxDefinition<AdyenState> = {
  name: "adyen",
  specifications: {
    checkout: { file: "adyen/CheckoutService-v71.json", coerce: false, loosen: loosenCheckout },
    dispute: { file: "adyen/DisputeService-v30.json", coerce: false },
    webhooks: {
      file: "adyen/Webhooks-v1.json",
      coerce: false,
      schemas: [...new Set(Object.values(WEBHOOK_SCHEMAS))],
      loosen: loosenWebhooks,
    },
  },
  // Adyen's page element calls from the shop's page, which is another origin.
  headers: () => ({ "access-control-allow-origin": "*" }),
  newState,
  accountOf: (headers) => {
    const key = headers["x-api-key"]
    if (key === undefined) return DEFAULT_ACCOUNT
    return (typeof key === "string" ? API_KEY.exec(key)?.[1] : undefined) ?? unauthorised().reply
  },
  routes: ROUTES,
  control: CONTROL,
  later: LATER,
  scenarios: {
    webhooks: ["at_once", "late"],
    capture: ["succeeds", "fails", "fails_later"],
    refund: ["succeeds", "fails", "fails_later", "comes_back"],
    cancel: ["succeeds", "fails"],
    delayed: ["succeeds", "fails"],
    partial_captures: ["many", "once"],
    review: ["none", "opened"],
  },
  idempotency: {
    keepForMs: KEYS_LIVE_MS,
    keyOf: ({ "idempotency-key": key }) => (typeof key === "string" ? key : null),
    inFlight: () => inProgress().reply,
    // Adyen looks at the key alone: what was answered first is answered again.
    otherParameters: (key) => answeredUnder(key) ?? inProgress().reply,
    otherEndpoint: () => inProgress().reply,
    keeps: ({ status }) => status < 400,
    replayHeaders: {},
  },
  answers: {
    notFound: () => new ServiceError(404, "000", "Not found").reply,
    malformed: (violations, { body }) => errorOfViolations(violations, body),
    rateLimited: () => new ServiceError(429, "000", "Too many requests", "internal").reply,
    failed: () => new ServiceError(500, "000", "Unknown error", "internal").reply,
    thrown: (error) => (error instanceof ServiceError ? error.reply : null),
  },
  webhooks: {
    sign: signWebhook,
    delivery: "fifo",
    // Three at once, then further and further apart, up to a month.
    retryAfterSeconds: [
      0,
      0,
      2 * MINUTE,
      5 * MINUTE,
      10 * MINUTE,
      15 * MINUTE,
      30 * MINUTE,
      HOUR,
      2 * HOUR,
      4 * HOUR,
      ...Array.from({ length: 90 }, () => 8 * HOUR),
    ],
  },
  show: ({ payments, sessions, disputes, stored }) => ({
    payments: [...payments.values()],
    sessions: [...sessions.values()].map(({ id, status, payment }) => ({
      id,
      status,
      payment: payment?.pspReference ?? null,
    })),
    disputes: [...disputes.values()].map(({ pspReference, status }) => ({ pspReference, status })),
    stored: [...stored.values()],
  }),
}

function inProgress(): ServiceError {
  return new ServiceError(422, "704", "request already processed or in progress")
}
