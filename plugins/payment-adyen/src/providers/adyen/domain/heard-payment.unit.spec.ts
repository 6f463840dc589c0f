import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"
import { factsOfNotification } from "./facts-of-notification"
import { hear, heardOfSession, type HeardPayment } from "./heard-payment"
import { notificationItemOf } from "./notification"

const PAYMENTS = ["PAYMENT0000000A1", "PAYMENT0000000A2"]

const item = (
  eventCode: string,
  pspReference: string,
  payment: string,
  success = true,
  more: Record<string, unknown> = {},
) => ({
  eventCode,
  pspReference,
  ...(pspReference === payment ? {} : { originalReference: payment }),
  merchantReference: pspReference === payment ? "payses_01" : "capt_01",
  merchantAccountCode: "Shop",
  eventDate: "2026-11-21T12:00:00+00:00",
  amount: { currency: "EUR", value: 1999 },
  success: String(success),
  ...more,
})

const RULES = { merchantAccount: "Shop", capture: "manual", captureWithinDays: { default: 7 } } as const

function hearAll(items: readonly unknown[]): Map<string, HeardPayment> {
  const heard = new Map<string, HeardPayment>()
  for (const one of items) {
    const read = notificationItemOf(one)
    for (const fact of read === null ? [] : factsOfNotification(read, RULES)) {
      if (fact.paymentReference === null) continue
      const known = hear(heard.get(fact.paymentReference) ?? null, fact)
      if (known) heard.set(fact.paymentReference, known)
    }
  }
  return heard
}

const sorted = (heard: Map<string, HeardPayment>) =>
  [...heard.values()].sort((a, b) => (a.paymentReference < b.paymentReference ? -1 : 1))

const someEvent = fc
  .record({
    payment: fc.constantFrom(...PAYMENTS),
    event: fc.constantFrom(
      "AUTHORISATION",
      "CAPTURE",
      "CAPTURE_FAILED",
      "REFUND",
      "REFUND_FAILED",
      "REFUNDED_REVERSED",
      "POSTPONED_REFUND",
      "CANCELLATION",
      "TECHNICAL_CANCEL",
      "EXPIRE",
      "NOTIFICATION_OF_CHARGEBACK",
      "CHARGEBACK",
      "CHARGEBACK_REVERSED",
      "SECOND_CHARGEBACK",
      "PREARBITRATION_WON",
      "AUTHORISATION_ADJUSTMENT",
      "MANUAL_REVIEW_ACCEPT",
      "RECURRING_CONTRACT",
    ),
    success: fc.boolean(),
    modification: fc.constantFrom("MODIFICATION0001", "MODIFICATION0002"),
    recaptured: fc.boolean(),
  })
  .map(({ payment, event, success, modification, recaptured }) =>
    item(event, event === "AUTHORISATION" || event === "EXPIRE" ? payment : modification, payment, success, {
      reason: recaptured && event === "CAPTURE" ? "Transaction Recaptured" : "",
    }),
  )

const permutations = <T>(list: readonly T[]): T[][] =>
  list.length <= 1
    ? [[...list]]
    : list.flatMap((first, place) =>
        permutations([...list.slice(0, place), ...list.slice(place + 1)]).map((rest) => [first, ...rest]),
      )

describe("hear", () => {
  it("knows the same after up to 5 messages in all of their orders, and when each comes twice", () => {
    fc.assert(
      fc.property(fc.array(someEvent, { minLength: 1, maxLength: 5 }), (messages) => {
        const known = sorted(hearAll(messages)).map(({ sessionId: _told, ...rest }) => rest)
        for (const order of permutations(messages)) {
          expect(sorted(hearAll(order)).map(({ sessionId: _told, ...rest }) => rest)).toEqual(known)
        }
        expect(sorted(hearAll([...messages, ...messages])).map(({ sessionId: _told, ...rest }) => rest)).toEqual(known)
      }),
      { numRuns: 60 },
    )
  })

  it("lets a later true of the same reference beat an earlier false, in either order", () => {
    const no = item("AUTHORISATION", "PAYMENT0000000A1", "PAYMENT0000000A1", false)
    const yes = item("AUTHORISATION", "PAYMENT0000000A2", "PAYMENT0000000A2", true)
    for (const order of [
      [no, yes],
      [yes, no],
      [no, yes, no],
    ]) {
      expect(heardOfSession(hearAll(order).values(), "payses_01")).toMatchObject({
        paymentReference: "PAYMENT0000000A2",
        authorization: "authorized",
        authorized: { amount: "19.99", currencyCode: "eur" },
      })
    }
  })

  it("knows a capture that failed later as failed, also when CAPTURE comes after CAPTURE_FAILED", () => {
    const captured = item("CAPTURE", "MODIFICATION0001", "PAYMENT0000000A1")
    const failed = item("CAPTURE_FAILED", "MODIFICATION0001", "PAYMENT0000000A1")
    const again = item("CAPTURE", "MODIFICATION0001", "PAYMENT0000000A1", true, { reason: "Transaction Recaptured" })
    expect(hearAll([failed, captured]).get("PAYMENT0000000A1")?.captures).toEqual({ MODIFICATION0001: "failed" })
    expect(hearAll([again, failed, captured]).get("PAYMENT0000000A1")?.captures).toEqual({
      MODIFICATION0001: "confirmed_again",
    })
  })
})
