import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import { describe, expect, it } from "@jest/globals"
import type { ProviderFactKind } from "@holdfast/kernel"
import { factsOfNotification, type NotificationRules } from "./facts-of-notification"
import { notificationItemOf } from "./notification"

const ITEM = {
  pspReference: "QFQTPCQ8HXSKGK82",
  originalReference: "9913140798220028",
  merchantReference: "capt_01",
  merchantAccountCode: "Shop",
  eventDate: "2026-11-21T12:00:00+01:00",
  amount: { currency: "EUR", value: 1999 },
  paymentMethod: "visa",
  reason: "",
  success: "true",
}

const RULES: NotificationRules = {
  merchantAccount: "Shop",
  capture: "manual",
  captureWithinDays: { default: 7, amex: 3 },
}

function factsOf(item: Record<string, unknown>, rules = RULES) {
  const read = notificationItemOf({ ...ITEM, ...item })
  if (read === null) throw new Error("not read")
  return factsOfNotification(read, rules)
}

const kinds = (eventCode: string, item: Record<string, unknown> = {}) =>
  factsOf({ eventCode, ...item }).map(({ kind }) => kind)

describe("factsOfNotification", () => {
  it.each<[string, ProviderFactKind, ProviderFactKind]>([
    ["AUTHORISATION", "payment.authorized", "payment.declined"],
    ["AUTHORISATION_ADJUSTMENT", "payment.authorization_changed", "other"],
    ["CANCELLATION", "payment.voided", "other"],
    ["TECHNICAL_CANCEL", "payment.voided", "other"],
    ["EXPIRE", "payment.expired", "payment.expired"],
    ["OFFER_CLOSED", "payment.expired", "payment.expired"],
    ["CAPTURE", "capture.confirmed", "capture.failed"],
    ["CAPTURE_FAILED", "capture.failed", "capture.failed"],
    ["REFUND", "refund.confirmed", "refund.failed"],
    ["REFUND_WITH_DATA", "refund.confirmed", "refund.failed"],
    ["REFUND_FAILED", "refund.failed", "refund.failed"],
    ["REFUNDED_REVERSED", "refund.failed", "refund.failed"],
    ["POSTPONED_REFUND", "refund.requested", "refund.requested"],
    ["VOID_PENDING_REFUND", "refund.failed", "other"],
    ["REQUEST_FOR_INFORMATION", "dispute.opened", "dispute.opened"],
    ["NOTIFICATION_OF_CHARGEBACK", "dispute.opened", "dispute.opened"],
    ["INFORMATION_SUPPLIED", "dispute.updated", "dispute.updated"],
    ["CHARGEBACK", "dispute.funds_withdrawn", "dispute.funds_withdrawn"],
    ["CHARGEBACK_REVERSED", "dispute.funds_returned", "dispute.funds_returned"],
    ["PREARBITRATION_OPEN", "dispute.updated", "dispute.updated"],
    ["PREARBITRATION_ACCEPTED", "dispute.lost", "dispute.lost"],
    ["PREARBITRATION_DECLINED", "dispute.updated", "dispute.updated"],
    ["PREARBITRATION_WON", "dispute.won", "dispute.won"],
    ["PREARBITRATION_LOST", "dispute.lost", "dispute.lost"],
    ["PREARBITRATION_ISSUER_WITHDRAWN", "dispute.won", "dispute.won"],
    ["SCHEME_ARBITRATION", "dispute.updated", "dispute.updated"],
    ["SCHEME_ARBITRATION_WON", "dispute.won", "dispute.won"],
    ["SCHEME_ARBITRATION_LOST", "dispute.lost", "dispute.lost"],
    ["ISSUER_COMMENTS", "dispute.updated", "dispute.updated"],
    ["ISSUER_RESPONSE_TIMEFRAME_EXPIRED", "dispute.won", "dispute.won"],
    ["DISPUTE_DEFENSE_PERIOD_ENDED", "dispute.updated", "dispute.updated"],
    ["NOTIFICATION_OF_FRAUD", "fraud.warned", "fraud.warned"],
    ["MANUAL_REVIEW_ACCEPT", "review.approved", "review.approved"],
    ["MANUAL_REVIEW_REJECT", "review.rejected", "review.rejected"],
    ["RECURRING_CONTRACT", "method.saved", "other"],
    ["REPORT_AVAILABLE", "report.available", "other"],
    ["ORDER_OPENED", "other", "other"],
    ["ORDER_CLOSED", "other", "other"],
    ["AUTORESCUE", "other", "other"],
    ["CANCEL_AUTORESCUE", "other", "other"],
    ["PAYOUT_THIRDPARTY", "other", "other"],
    ["PAYOUT_DECLINE", "other", "other"],
    ["PAYOUT_EXPIRE", "other", "other"],
    ["PAIDOUT_REVERSED", "other", "other"],
    ["SOMETHING_NEW", "other", "other"],
    ["toString", "other", "other"],
  ])("reads %s as %s when it succeeded and %s when it did not", (eventCode, kind, failed) => {
    expect(kinds(eventCode)).toEqual([kind])
    expect(kinds(eventCode, { success: "false", reason: "Refused" })).toEqual([failed])
  })

  it("reads CANCEL_OR_REFUND by what it did, and as nothing where it does not say", () => {
    const did = (action: string) => ({ additionalData: { "modification.action": action } })
    expect(kinds("CANCEL_OR_REFUND", did("cancel"))).toEqual(["payment.voided"])
    expect(kinds("CANCEL_OR_REFUND", did("refund"))).toEqual(["refund.confirmed"])
    expect(kinds("CANCEL_OR_REFUND", { ...did("refund"), success: "false" })).toEqual(["refund.failed"])
    expect(kinds("CANCEL_OR_REFUND")).toEqual(["other"])
  })

  it("reads the verdict of a dispute as a fact of its own", () => {
    expect(kinds("CHARGEBACK_REVERSED", { additionalData: { disputeStatus: "Won" } })).toEqual([
      "dispute.funds_returned",
      "dispute.won",
    ])
    expect(kinds("SECOND_CHARGEBACK")).toEqual(["dispute.funds_withdrawn", "dispute.lost"])
    expect(kinds("DISPUTE_DEFENSE_PERIOD_ENDED", { additionalData: { disputeStatus: "Lost" } })).toEqual([
      "dispute.updated",
      "dispute.lost",
    ])
    expect(new Set(factsOf({ eventCode: "SECOND_CHARGEBACK" }).map(({ id }) => id)).size).toBe(2)
  })

  it("opens a review together with an authorization that Adyen wants looked at", () => {
    expect(kinds("AUTHORISATION", { additionalData: { fraudManualReview: "true" } })).toEqual([
      "payment.authorized",
      "review.opened",
    ])
  })

  it("names the payment, the act and the key of a capture, with its amount in major units", () => {
    expect(factsOf({ eventCode: "CAPTURE" })).toEqual([
      expect.objectContaining({
        id: "CAPTURE:QFQTPCQ8HXSKGK82:true",
        providerEvent: "CAPTURE",
        occurredAt: "2026-11-21T11:00:00.000Z",
        paymentReference: "9913140798220028",
        sessionId: null,
        reference: "QFQTPCQ8HXSKGK82",
        actKey: "capt_01",
        amount: "19.99",
        currencyCode: "eur",
        reason: null,
      }),
    ])
  })

  it("knows the session by the payment's reference, by metadata, and by the original reference", () => {
    const first = { eventCode: "AUTHORISATION", originalReference: undefined }
    expect(factsOf({ ...first, merchantReference: "payses_01" })[0]).toMatchObject({
      sessionId: "payses_01",
      paymentReference: "QFQTPCQ8HXSKGK82",
      actKey: null,
    })
    expect(
      factsOf({ eventCode: "CAPTURE", additionalData: { "metadata.session_id": "payses_02" } })[0]?.sessionId,
    ).toBe("payses_02")
    expect(
      factsOf({ eventCode: "CAPTURE", additionalData: { originalMerchantReference: "payses_03" } })[0]?.sessionId,
    ).toBe("payses_03")
  })

  it("gives the same id to the same event with a later date, and another to a capture that was taken up again", () => {
    const id = (item: Record<string, unknown>) => factsOf({ eventCode: "CAPTURE", ...item })[0]?.id
    expect(id({ eventDate: "2026-11-22T12:00:00+01:00" })).toBe(id({}))
    expect(id({ reason: "Transaction Recaptured" })).not.toBe(id({}))
    expect(id({ success: "false" })).not.toBe(id({}))
  })

  it("reads a defense's deadline with its zone, and without one rather too early than too late", () => {
    const due = (defensePeriodEndsAt: string) =>
      factsOf({ eventCode: "CHARGEBACK", additionalData: { defensePeriodEndsAt } })[0]?.dueAt
    expect(due("2021-07-31T03:03:07+02:00")).toBe("2021-07-31T01:03:07.000Z")
    expect(due("2021-07-31 03:03:07")).toBe("2021-07-31T01:03:07.000Z")
    expect(due("soon")).toBeNull()
  })

  it("keeps no name, no address and no account number of what Adyen sends along", () => {
    const additionalData = {
      cardHolderName: "J. Doe",
      shopperEmail: "j@doe.example",
      iban: "NL00",
      cardSummary: "1111",
      "billingAddress.city": "Ghent",
    }
    expect(factsOf({ eventCode: "AUTHORISATION", additionalData })[0]?.data).toEqual({
      cardSummary: "1111",
      merchantReference: "capt_01",
      paymentMethod: "visa",
      success: true,
      providerReason: null,
    })
  })

  it("acts on nothing of another merchant account", () => {
    expect(factsOf({ eventCode: "CAPTURE", merchantAccountCode: "Other" })[0]).toMatchObject({
      kind: "other",
      reason: "merchant_account_other",
    })
  })

  it("hands over where a report lies", () => {
    const fact = factsOf({
      eventCode: "REPORT_AVAILABLE",
      pspReference: "settlement_1.csv",
      reason: "https://ca-test.adyen.com/r.csv",
      originalReference: undefined,
    })[0]
    expect(fact).toMatchObject({
      reference: "settlement_1.csv",
      paymentReference: null,
      data: { reportUrl: "https://ca-test.adyen.com/r.csv" },
    })
  })
})

type Published = {
  components: { examples: Record<string, { value?: { notificationItems?: { NotificationRequestItem: unknown }[] } }> }
}

const FILE = path.resolve(__dirname, "../../../../../../../shared/specs/adyen/Webhooks-v1.json")

/** The examples that Adyen publishes with its description of webhooks, which lies beside the repository. */
function publishedExamples(): [string, unknown][] {
  if (!existsSync(FILE)) {
    if (process.env["CI"]) throw new Error("adyen/Webhooks-v1.json is missing beside the clone.")
    return []
  }
  const { components } = JSON.parse(readFileSync(FILE, "utf8")) as Published
  return Object.entries(components.examples).flatMap(([name, { value }]): [string, unknown][] =>
    (value?.notificationItems ?? []).map(({ NotificationRequestItem: item }) => [name, item]),
  )
}

describe("until when an authorization should be captured", () => {
  const dueAt = (item: Record<string, unknown>, rules = RULES) =>
    factsOf({ eventCode: "AUTHORISATION", ...item }, rules).map((fact) => fact.dueAt)

  it.each([
    ["a card", { paymentMethod: "visa" }, "2026-11-28T11:00:00.000Z"],
    ["a method that has days of its own", { paymentMethod: "amex" }, "2026-11-24T11:00:00.000Z"],
    ["such a card in a wallet", { paymentMethod: "amex_applepay" }, "2026-11-24T11:00:00.000Z"],
    ["an amount that was raised later", { eventCode: "AUTHORISATION_ADJUSTMENT" }, "2026-11-28T11:00:00.000Z"],
    ["a refused one", { success: "false" }, null],
    ["a capture", { eventCode: "CAPTURE" }, null],
  ])("is known of %s", (_, item, due) => {
    expect(dueAt(item)).toEqual([due])
  })

  it("is of no matter where Adyen captures at once", () => {
    expect(dueAt({}, { ...RULES, capture: "immediate" })).toEqual([null])
  })
})

describe("the examples Adyen publishes", () => {
  it("are all read, as facts that name their payment and can be told apart", () => {
    for (const [name, example] of publishedExamples()) {
      const item = notificationItemOf(example)
      if (item === null) throw new Error(`${name} was not read.`)
      const facts = factsOfNotification(item, { ...RULES, merchantAccount: item.merchantAccountCode })
      expect(new Set(facts.map(({ id }) => id)).size).toBe(facts.length)
      for (const fact of facts) {
        expect(fact.occurredAt).not.toBe(new Date(0).toISOString())
        // Some dispute messages name the payment by the merchant's reference only.
        if (fact.kind.startsWith("capture.") || fact.kind.startsWith("refund."))
          expect(fact.paymentReference).not.toBeNull()
        if (fact.paymentReference === null && fact.kind !== "report.available") {
          expect(fact.data["merchantReference"]).toBe("YOUR_MERCHANT_REFERENCE")
        }
        if (fact.kind !== "other" && fact.kind !== "report.available") expect(fact.amount).not.toBeNull()
      }
    }
  })
})
