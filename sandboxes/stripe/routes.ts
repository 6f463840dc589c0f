import { reply, type Call, type Reply, type Route } from "../kit"
import { find, type AccountBooks } from "./account-books"
import { createCustomer, deleteCustomer, updateCustomer } from "./customers"
import { closeDispute, updateDispute } from "./disputes"
import type { StripeCall } from "./emit-event"
import { createEndpoint, deleteEndpoint, shown, updateEndpoint } from "./endpoints"
import { expanded } from "./expand"
import { text } from "./form-values"
import { pageOf } from "./lists"
import { cancelIntent, captureIntent, confirm, createIntent, incrementIntent, updateIntent } from "./payment-intents"
import { attachMethod, detachMethod, makeMethod } from "./payment-methods"
import { cancelRefund, createRefund, updateRefund } from "./refunds"
import { closeReview } from "./reviews"
import { cancelSetupIntent, confirmSetupIntent, createSetupIntent } from "./setup-intents"
import { invalid } from "./stripe-error"

type StripeRoute = Route<AccountBooks>
type Asked = Call<AccountBooks>
type Does = (call: StripeCall, asked: Asked, id: string) => object

const PUBLIC = new Set([
  "payment_intents.retrieve",
  "payment_intents.confirm",
  "payment_methods.create",
  "setup_intents.retrieve",
  "setup_intents.confirm",
])

function route(operation: string, method: StripeRoute["method"], path: string, does: Does): StripeRoute {
  return {
    operation,
    method,
    path,
    specified: { document: "stripe", path },
    handle: (asked): Reply => {
      const requestId = `req_${asked.tools.random.text(14)}`
      const id = asked.params[/\{(\w+)\}/.exec(path)?.[1] ?? ""] ?? ""
      mayAsk(asked, operation, id)
      const key = asked.headers["idempotency-key"]
      const caused = { id: requestId, key: typeof key === "string" ? key : null }
      const { account, state, tools } = asked
      const baseUrl = `http://${asked.headers.host ?? "127.0.0.1"}`
      const done = does({ account, state, tools, caused, baseUrl }, asked, id)
      const expand = asked.body["expand"] ?? asked.query["expand"]
      return reply(200, expanded(state, done, expand), { "request-id": requestId })
    },
  }
}

// A browser has a publishable key and the secret of one intent, and may do no more than those two allow.
function mayAsk(asked: Asked, operation: string, id: string): void {
  if (!(asked.headers.authorization ?? "").startsWith("Bearer pk_")) return
  if (!PUBLIC.has(operation)) {
    throw invalid("This API call cannot be made with a publishable API key. Please use a secret API key.", {}, 401)
  }
  if (id === "") return
  const secret = text(asked.body["client_secret"]) ?? text(asked.query["client_secret"])
  const intent = asked.state.intents.get(id) ?? asked.state.setupIntents.get(id)
  if (intent && intent.client_secret !== secret) {
    throw invalid("The client_secret provided does not match the client_secret associated with this intent.", {}, 401)
  }
}

/** Get one, and list those whose members are as the query says. */
function reads(
  name: string,
  path: string,
  parameter: string,
  kind: string,
  booksOf: (books: AccountBooks) => ReadonlyMap<string, { readonly id: string; readonly created: number }>,
  filters: readonly string[] = [],
): StripeRoute[] {
  return [
    route(`${name}.list`, "GET", path, (_call, { state, query }) =>
      pageOf(booksOf(state).values(), query, path, (one) =>
        filters.every((filter) => query[filter] === undefined || Reflect.get(one, filter) === query[filter]),
      ),
    ),
    route(`${name}.retrieve`, "GET", `${path}/{${parameter}}`, (_call, { state }, id) =>
      find(booksOf(state), kind, id),
    ),
  ]
}

export const routes: readonly StripeRoute[] = [
  route("payment_intents.create", "POST", "/v1/payment_intents", (call, { body }) => createIntent(call, body)),
  ...reads("payment_intents", "/v1/payment_intents", "intent", "payment_intent", ({ intents }) => intents, [
    "customer",
  ]),
  route("payment_intents.update", "POST", "/v1/payment_intents/{intent}", (call, { body }, id) =>
    updateIntent(call, id, body),
  ),
  route("payment_intents.confirm", "POST", "/v1/payment_intents/{intent}/confirm", (call, { body, state }, id) =>
    confirm(call, find(state.intents, "payment_intent", id), body),
  ),
  route("payment_intents.capture", "POST", "/v1/payment_intents/{intent}/capture", (call, { body }, id) =>
    captureIntent(call, id, body),
  ),
  route("payment_intents.cancel", "POST", "/v1/payment_intents/{intent}/cancel", (call, { body }, id) =>
    cancelIntent(call, id, body),
  ),
  route(
    "payment_intents.increment_authorization",
    "POST",
    "/v1/payment_intents/{intent}/increment_authorization",
    (call, { body }, id) => incrementIntent(call, id, body),
  ),

  route("refunds.create", "POST", "/v1/refunds", (call, { body }) => createRefund(call, body)),
  ...reads("refunds", "/v1/refunds", "refund", "refund", ({ refunds }) => refunds, ["charge", "payment_intent"]),
  route("refunds.update", "POST", "/v1/refunds/{refund}", (call, { body }, id) => updateRefund(call, id, body)),
  route("refunds.cancel", "POST", "/v1/refunds/{refund}/cancel", (call, _asked, id) => cancelRefund(call, id)),

  route("customers.create", "POST", "/v1/customers", (call, { body }) => createCustomer(call, body)),
  ...reads("customers", "/v1/customers", "customer", "customer", ({ customers }) => customers, ["email"]),
  route("customers.update", "POST", "/v1/customers/{customer}", (call, { body }, id) => updateCustomer(call, id, body)),
  route("customers.delete", "DELETE", "/v1/customers/{customer}", (call, _asked, id) => deleteCustomer(call, id)),
  route(
    "customers.payment_methods",
    "GET",
    "/v1/customers/{customer}/payment_methods",
    (_call, { state, query }, id) => {
      find(state.customers, "customer", id)
      const type = text(query["type"])
      return pageOf(state.methods.values(), query, `/v1/customers/${id}/payment_methods`, (one) => {
        const method = state.methods.get(one.id)
        return method?.customer === id && (type === null || method.type === type)
      })
    },
  ),

  route("payment_methods.create", "POST", "/v1/payment_methods", (call, { body }) => makeMethod(call, body)),
  route("payment_methods.retrieve", "GET", "/v1/payment_methods/{payment_method}", (_call, { state }, id) =>
    find(state.methods, "payment_method", id),
  ),
  route("payment_methods.attach", "POST", "/v1/payment_methods/{payment_method}/attach", (call, { body }, id) =>
    attachMethod(call, id, text(body["customer"]) ?? ""),
  ),
  route("payment_methods.detach", "POST", "/v1/payment_methods/{payment_method}/detach", (call, _asked, id) =>
    detachMethod(call, id),
  ),

  route("setup_intents.create", "POST", "/v1/setup_intents", (call, { body }) => createSetupIntent(call, body)),
  route("setup_intents.retrieve", "GET", "/v1/setup_intents/{intent}", (_call, { state }, id) =>
    find(state.setupIntents, "setup_intent", id),
  ),
  route("setup_intents.confirm", "POST", "/v1/setup_intents/{intent}/confirm", (call, { body, state }, id) =>
    confirmSetupIntent(call, find(state.setupIntents, "setup_intent", id), body),
  ),
  route("setup_intents.cancel", "POST", "/v1/setup_intents/{intent}/cancel", (call, { body }, id) =>
    cancelSetupIntent(call, id, body),
  ),

  ...reads("charges", "/v1/charges", "charge", "charge", ({ charges }) => charges, ["customer", "payment_intent"]),
  ...reads("disputes", "/v1/disputes", "dispute", "dispute", ({ disputes }) => disputes, ["charge", "payment_intent"]),
  route("disputes.update", "POST", "/v1/disputes/{dispute}", (call, { body }, id) => updateDispute(call, id, body)),
  route("disputes.close", "POST", "/v1/disputes/{dispute}/close", (call, _asked, id) => closeDispute(call, id)),
  ...reads("reviews", "/v1/reviews", "review", "review", ({ reviews }) => reviews),
  route("reviews.approve", "POST", "/v1/reviews/{review}/approve", (call, _asked, id) =>
    closeReview(call, id, "approved"),
  ),
  ...reads("events", "/v1/events", "id", "event", ({ events }) => events, ["type"]),
  ...reads("balance_transactions", "/v1/balance_transactions", "id", "balance_transaction", ({ balance }) => balance, [
    "source",
    "type",
  ]),

  route("webhook_endpoints.create", "POST", "/v1/webhook_endpoints", (call, { body }) => createEndpoint(call, body)),
  route("webhook_endpoints.list", "GET", "/v1/webhook_endpoints", (_call, { state, query }) =>
    pageOf([...state.endpoints.values()].map(shown), query, "/v1/webhook_endpoints"),
  ),
  route("webhook_endpoints.retrieve", "GET", "/v1/webhook_endpoints/{webhook_endpoint}", (_call, { state }, id) =>
    shown(find(state.endpoints, "webhook_endpoint", id)),
  ),
  route("webhook_endpoints.update", "POST", "/v1/webhook_endpoints/{webhook_endpoint}", (call, { body }, id) =>
    updateEndpoint(call, id, body),
  ),
  route("webhook_endpoints.delete", "DELETE", "/v1/webhook_endpoints/{webhook_endpoint}", (call, _asked, id) =>
    deleteEndpoint(call, id),
  ),
]
