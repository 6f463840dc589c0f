import { describe, expect, it } from "@jest/globals"
import Stripe from "stripe"
import { readWebhook } from "./read-webhook"
import { signStripeEvent } from "./sign-event"
import { webhookActionOf } from "./webhook-action"

const SECRET = "the signing secret"
const options = { webhookSecrets: [SECRET], webhookToleranceSeconds: 300 }
const now = () => Math.floor(Date.now() / 1000)

const told = (type: string, object: Record<string, unknown>) => {
  const outcome = readWebhook(signStripeEvent({ type, object, id: "evt_1" }, SECRET), options)
  if (!outcome.ok) throw new Error(outcome.message)
  return outcome.value
}

const intent = {
  object: "payment_intent",
  id: "pi_1",
  amount: 5000,
  amount_capturable: 5000,
  amount_received: 0,
  currency: "eur",
  metadata: { session_id: "payses_1" },
  status: "requires_capture",
}
const charge = {
  object: "charge",
  id: "ch_1",
  payment_intent: "pi_1",
  amount: 5000,
  amount_captured: 5000,
  amount_refunded: 1000,
  captured: true,
  currency: "eur",
  metadata: { session_id: "payses_1" },
}
const refund = {
  object: "refund",
  id: "re_1",
  payment_intent: "pi_1",
  amount: 1000,
  currency: "eur",
  status: "succeeded",
  metadata: { refund_key: "ref_1" },
}
const dispute = {
  object: "dispute",
  id: "dp_1",
  payment_intent: "pi_1",
  charge: "ch_1",
  amount: 5000,
  currency: "eur",
  reason: "fraudulent",
  status: "needs_response",
  evidence_details: { due_by: 1_800_000_000 },
}
const warning = {
  object: "radar.early_fraud_warning",
  id: "issfr_1",
  payment_intent: "pi_1",
  charge: "ch_1",
  actionable: true,
  fraud_type: "misc",
}
const review = {
  object: "review",
  id: "prv_1",
  payment_intent: "pi_1",
  open: false,
  reason: "approved",
  closed_reason: "approved",
}
const setup = {
  object: "setup_intent",
  id: "seti_1",
  payment_method: "pm_1",
  customer: "cus_1",
  last_setup_error: null,
}

describe("an event of Stripe's", () => {
  it.each([
    ["payment_intent.created", intent, "other", null],
    ["payment_intent.processing", intent, "payment.pending", "50.00"],
    ["payment_intent.requires_action", intent, "payment.requires_action", "50.00"],
    ["payment_intent.partially_funded", intent, "payment.requires_action", "50.00"],
    ["payment_intent.amount_capturable_updated", intent, "payment.authorized", "50.00"],
    [
      "payment_intent.amount_capturable_updated",
      { ...intent, metadata: { incremented: "true" } },
      "payment.authorization_changed",
      "50.00",
    ],
    [
      "payment_intent.payment_failed",
      { ...intent, last_payment_error: { code: "expired_card" } },
      "payment.declined",
      "50.00",
    ],
    ["payment_intent.canceled", { ...intent, cancellation_reason: "abandoned" }, "payment.voided", "50.00"],
    ["payment_intent.canceled", { ...intent, cancellation_reason: "automatic" }, "payment.expired", "50.00"],
    [
      "payment_intent.succeeded",
      { ...intent, amount_received: 5000, status: "succeeded" },
      "capture.confirmed",
      "50.00",
    ],
    ["charge.captured", charge, "other", "50.00"],
    ["charge.expired", charge, "payment.expired", "50.00"],
    ["charge.failed", charge, "other", "50.00"],
    ["charge.succeeded", { ...charge, outcome: { risk_level: "normal" } }, "other", "50.00"],
    ["charge.updated", { ...charge, outcome: { risk_level: "highest" } }, "fraud.warned", "50.00"],
    ["charge.refunded", charge, "refund.confirmed", "10.00"],
    ["charge.refunded", { ...charge, captured: false }, "other", "50.00"],
    ["charge.refund.updated", { ...refund, status: "failed" }, "refund.failed", "10.00"],
    ["refund.created", { ...refund, status: "pending" }, "refund.requested", "10.00"],
    ["refund.updated", refund, "refund.confirmed", "10.00"],
    ["charge.dispute.created", dispute, "dispute.opened", "50.00"],
    ["charge.dispute.updated", dispute, "dispute.updated", "50.00"],
    ["charge.dispute.funds_withdrawn", dispute, "dispute.funds_withdrawn", "50.00"],
    ["charge.dispute.funds_reinstated", dispute, "dispute.funds_returned", "50.00"],
    ["charge.dispute.closed", { ...dispute, status: "won" }, "dispute.won", "50.00"],
    ["charge.dispute.closed", { ...dispute, status: "lost" }, "dispute.lost", "50.00"],
    ["charge.dispute.closed", { ...dispute, status: "warning_closed" }, "dispute.won", "50.00"],
    ["radar.early_fraud_warning.created", warning, "fraud.warned", null],
    ["radar.early_fraud_warning.updated", { ...warning, actionable: false }, "other", null],
    ["review.opened", { ...review, open: true, closed_reason: null }, "review.opened", null],
    ["review.closed", review, "review.approved", null],
    ["review.closed", { ...review, closed_reason: "refunded_as_fraud" }, "review.rejected", null],
    ["review.closed", { ...review, closed_reason: "disputed" }, "review.rejected", null],
    ["review.closed", { ...review, closed_reason: "refunded" }, "other", null],
    ["setup_intent.succeeded", setup, "method.saved", null],
    ["setup_intent.setup_failed", setup, "other", null],
    ["invoice.paid", { object: "invoice", id: "in_1" }, "other", null],
  ])("%s is told as %#", (type, object, kind, amount) => {
    const [fact] = told(type, object)
    expect(fact).toMatchObject({
      id: "evt_1",
      kind,
      providerEvent: type,
      ...(amount !== null && { amount, currencyCode: "eur" }),
    })
    if (!["invoice.paid", "setup_intent.succeeded", "setup_intent.setup_failed"].includes(type)) {
      expect(fact?.paymentReference).toBe("pi_1")
    }
  })

  it("with 2 captures tells of the one that was just made, and of what is left", () => {
    const facts = told("payment_intent.amount_capturable_updated", {
      ...intent,
      amount_capturable: 1500,
      amount_received: 3500,
      latest_charge: "ch_1",
      metadata: { session_id: "payses_1", capture_key: "cap_2", capture_amount: "500" },
    })
    expect(facts).toMatchObject([
      { id: "evt_1", kind: "capture.confirmed", actKey: "cap_2", amount: "5.00", reference: "ch_1" },
      { id: "evt_1#1", kind: "payment.authorization_changed", actKey: null, amount: "15.00" },
    ])
  })

  it("of a dispute says until when evidence counts", () => {
    expect(told("charge.dispute.created", dispute)[0]).toMatchObject({
      reference: "dp_1",
      reason: "fraudulent",
      dueAt: "2027-01-15T08:00:00.000Z",
    })
  })

  it("of a charge says what Radar thinks, and until when it can be captured", () => {
    const [fact] = told("charge.succeeded", {
      ...charge,
      captured: false,
      outcome: { risk_level: "elevated", risk_score: 68, type: "manual_review", reason: "rule" },
      payment_method_details: { type: "card", card: { capture_before: 1_800_000_000 } },
    })
    expect(fact).toMatchObject({
      kind: "fraud.warned",
      reason: "radar_elevated_risk",
      dueAt: "2027-01-15T08:00:00.000Z",
      data: { advisory: true, radar: { level: "elevated", score: 68 } },
    })
    const card = { type: "card", card: { capture_before: 1_800_000_000 } }
    const normal = { ...charge, outcome: { risk_level: "normal" }, payment_method_details: card }
    expect(told("charge.succeeded", { ...normal, captured: false })[0]).toMatchObject({
      kind: "payment.authorization_changed",
      dueAt: "2027-01-15T08:00:00.000Z",
    })
    expect(told("charge.succeeded", { ...normal, captured: true })[0]).toMatchObject({ kind: "other", dueAt: null })
  })

  it("never repeats the bank's words for why a payment failed", () => {
    const failed = {
      ...intent,
      last_payment_error: { code: "card_declined", decline_code: "stolen_card", message: "Stolen!" },
    }
    expect(told("payment_intent.payment_failed", failed)[0]?.reason).toBe("payment_declined")
  })
})

describe("a webhook", () => {
  const event = { type: "payment_intent.succeeded", object: intent }
  const read = (raw: { body: string; headers: Record<string, string | string[] | undefined> }, more = {}) =>
    readWebhook(raw, { ...options, ...more })

  it("is believed by its secret, within 300 seconds", () => {
    expect(read(signStripeEvent(event, SECRET)).ok).toBe(true)
    expect(read(signStripeEvent({ ...event, created: now() - 290 }, SECRET)).ok).toBe(true)
    expect(read(signStripeEvent({ ...event, created: now() - 310 }, SECRET)).ok).toBe(false)
    expect(read(signStripeEvent({ ...event, created: now() - 310 }, SECRET), { webhookToleranceSeconds: 600 }).ok).toBe(
      true,
    )
  })

  it("is believed by either of 2 secrets", () => {
    for (const secret of ["old", "new"]) {
      expect(read(signStripeEvent(event, secret), { webhookSecrets: ["new", "old"] }).ok).toBe(true)
    }
  })

  it.each([
    ["another secret", signStripeEvent(event, "another")],
    ["no header", { ...signStripeEvent(event, SECRET), headers: {} }],
    ["an empty header", { ...signStripeEvent(event, SECRET), headers: { "stripe-signature": "" } }],
    [
      "a scheme that is not v1",
      { ...signStripeEvent(event, SECRET), headers: { "stripe-signature": `t=${now()},v0=00` } },
    ],
    ["a body that was changed", { ...signStripeEvent(event, SECRET), body: "{}" }],
  ])("is refused with %s", (_what, raw) => {
    expect(read(raw)).toMatchObject({ ok: false, code: "webhook_signature_invalid" })
  })

  it.each(["null", "[]", "{", '{"object":"event"}', '{"object":"event","id":"evt_1","type":"a.b","created":1}'])(
    "with the right signature on %p is malformed",
    (body) => {
      const header = Stripe.webhooks.generateTestHeaderString({ payload: body, secret: SECRET, timestamp: now() })
      expect(read({ body, headers: { "stripe-signature": header } })).toMatchObject({
        ok: false,
        code: "webhook_malformed",
      })
    },
  )

  it("is verified and read 200 times without asking Stripe", () => {
    const messages = Array.from({ length: 200 }, (_, n) => signStripeEvent({ ...event, id: `evt_${n}` }, SECRET))
    expect(messages.filter((message) => read(message).ok)).toHaveLength(200)
  })
})

describe("a bare Medusa shop", () => {
  it.each([
    ["payment_intent.amount_capturable_updated", intent, "authorized", "50.00"],
    ["payment_intent.succeeded", { ...intent, amount_received: 5000 }, "captured", "50.00"],
    ["payment_intent.payment_failed", { ...intent, last_payment_error: null }, "failed", "50.00"],
    ["payment_intent.requires_action", intent, "requires_more", "50.00"],
    ["payment_intent.canceled", intent, "canceled", "50.00"],
    ["payment_intent.processing", intent, "pending_authorization", "50.00"],
    ["payment_intent.processing", { ...intent, processing: { type: "card" } }, "pending", "50.00"],
  ])("does about %s what %# says", (type, object, action, amount) => {
    expect(webhookActionOf(told(type, object))).toEqual({ action, data: { session_id: "payses_1", amount } })
  })

  it.each([
    ["charge.dispute.created", dispute],
    ["refund.updated", refund],
    ["payment_intent.succeeded", { ...intent, metadata: {} }],
  ])("does nothing about %s %#", (type, object) => {
    expect(webhookActionOf(told(type, object))).toEqual({ action: "not_supported" })
  })
})
