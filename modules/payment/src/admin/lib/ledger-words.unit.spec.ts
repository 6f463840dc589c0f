import { describe, expect, it } from "@jest/globals"
import type { LedgerPayment, Operation } from "./ledger-types"
import { paymentState, providerName } from "./ledger-words"

const now = Date.parse("2026-11-21T10:00:00.000Z")
const past = "2026-11-20T10:00:00.000Z"
const operation = (act: Operation["act"], state: Operation["state"]) => ({ act, state }) as Operation

const payment = (own: Partial<LedgerPayment>) =>
  ({
    status: "authorized",
    amount_minor: "5000",
    captured_minor: "0",
    capture_requested_minor: "0",
    refunded_minor: "0",
    refund_requested_minor: "0",
    authorized_at: past,
    canceled_at: null,
    expires_at: null,
    operations: [],
    disputes: [],
    ...own,
  }) as unknown as LedgerPayment

describe("how a payment stands", () => {
  it.each<[Partial<LedgerPayment>, string]>([
    [{}, "Authorized"],
    [{ capture_requested_minor: "5000" }, "Capture requested"],
    [{ captured_minor: "500" }, "Captured in part"],
    [{ captured_minor: "5000" }, "Captured"],
    [{ captured_minor: "5000", refund_requested_minor: "300" }, "Refund requested"],
    [{ captured_minor: "5000", refunded_minor: "300" }, "Refunded in part"],
    [{ captured_minor: "5000", refunded_minor: "5000" }, "Refunded"],
    [{ captured_minor: "5000", operations: [operation("refund", "unknown")] }, "Unknown"],
    [{ canceled_at: past, operations: [operation("cancel", "confirmed")] }, "Voided"],
    [{ canceled_at: past, expires_at: past }, "Expired"],
    [{ canceled_at: past, expires_at: "2026-11-28T10:00:00.000Z" }, "Ended by the provider"],
    [{ authorized_at: null, status: "requires_more" }, "Waits for the shopper"],
    [{ authorized_at: null, status: "pending_authorization" }, "Waits for the bank"],
    [{ authorized_at: null, status: "error" }, "Declined"],
    [{ authorized_at: null, status: "pending" }, "Not authorized"],
  ])("with %j is %j", (own, words) => {
    expect(paymentState(payment(own), now)[0]).toBe(words)
  })
})

describe("a provider's name", () => {
  it.each([
    ["pp_stripe_stripe", "Stripe"],
    ["pp_system_default", "Manual payment"],
    ["pp_bank-transfer_eu", "Bank transfer"],
  ])("of %s is %s", (id, name) => {
    expect(providerName(id)).toBe(name)
  })
})
