import type { IncomingHttpHeaders } from "node:http"
import { reply, type Reply, type SandboxDefinition } from "../kit"
import { emptyBooks, type AccountBooks } from "./account-books"
import { control } from "./control"
import { later } from "./later"
import { routes } from "./routes"
import { signWebhook } from "./sign-webhook"
import { onlyServed } from "./served-schemas"
import { invalid, StripeError } from "./stripe-error"

const DAY_MS = 86_400_000
const HOUR = 3600

const KEYS = /^Bearer (?:sk|pk|rk)_test_(\w+)$/

// `sk_test_shop` and `pk_test_shop` are two keys of one account; a key that says so is a wrong one.
function accountOf({ authorization = "" }: IncomingHttpHeaders): string | Reply {
  const account = KEYS.exec(authorization)?.[1]
  if (account === undefined || account.startsWith("wrong")) {
    return invalid(`Invalid API Key provided: ${authorization.slice(7, 15)}****`, {}, 401).toReply()
  }
  if (account.startsWith("restricted")) {
    return invalid("The provided key does not have the required permissions for this endpoint.", {}, 403).toReply()
  }
  return account
}

const keyOf = (headers: IncomingHttpHeaders) => {
  const key = headers["idempotency-key"]
  return typeof key === "string" ? key : null
}

/** Stripe at its API version 2024-04-10. */
export const stripe: SandboxDefinition<AccountBooks> = {
  name: "stripe",
  specifications: {
    stripe: {
      file: "stripe/spec3.json",
      coerce: true,
      loosen: onlyServed,
      schemas: [
        "event",
        "payment_intent",
        "charge",
        "refund",
        "dispute",
        "review",
        "customer",
        "payment_method",
        "setup_intent",
        "radar.early_fraud_warning",
      ],
    },
  },
  headers: () => ({ "stripe-version": "2024-04-10" }),
  newState: emptyBooks,
  accountOf,
  routes,
  control,
  later,
  scenarios: { refund_events: ["of_charges", "all"] },
  idempotency: {
    keepForMs: DAY_MS,
    keyOf,
    inFlight: (key) =>
      invalid(
        `There is currently another in-progress request using this Stripe key (idempotency key: ${key}).`,
        { code: "idempotency_key_in_use" },
        409,
      ).toReply(),
    otherParameters: (key) =>
      new StripeError(400, {
        type: "idempotency_error",
        message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
      }).toReply(),
    otherEndpoint: (key, where) =>
      new StripeError(400, {
        type: "idempotency_error",
        message: `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${where}'). Try using a key other than '${key}'.`,
      }).toReply(),
    // What failed its validation was never begun, so its key is free.
    keeps: ({ status }) => status < 400 || status === 402 || status >= 500,
    replayHeaders: { "idempotent-replayed": "true" },
  },
  answers: {
    notFound: (method, path) => invalid(`Unrecognized request URL (${method}: ${path}).`, {}, 404).toReply(),
    malformed: (violations) => {
      const unknown = violations.map((one) => /\((\w+)\)$/.exec(one)?.[1]).find((name) => name !== undefined)
      const absent = violations
        .map((one) => /required property '(\w+)'/.exec(one)?.[1])
        .find((name) => name !== undefined)
      if (unknown !== undefined) {
        return invalid(`Received unknown parameter: ${unknown}`, {
          code: "parameter_unknown",
          param: unknown,
        }).toReply()
      }
      if (absent !== undefined) {
        return invalid(`Missing required param: ${absent}.`, { code: "parameter_missing", param: absent }).toReply()
      }
      return invalid(`Invalid request: ${violations.join("; ")}`).toReply()
    },
    rateLimited: () => invalid("Request rate limit exceeded.", { code: "rate_limit" }, 429).toReply(),
    failed: () => reply(500, { error: { type: "api_error", message: "An unknown error occurred" } }),
    thrown: (error) => (error instanceof StripeError ? error.toReply() : null),
  },
  webhooks: {
    sign: signWebhook,
    delivery: "independent",
    // Up to three days, with pauses that double.
    retryAfterSeconds: [5 * 60, 30 * 60, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR, 12 * HOUR, 12 * HOUR],
  },
  show: (books) => ({
    payment_intents: [...books.intents.values()],
    charges: [...books.charges.values()],
    refunds: [...books.refunds.values()],
    disputes: [...books.disputes.values()],
  }),
}
