import { describe, expect, it } from "@jest/globals"
import { bodySignature, notificationSignature } from "./notification-signature"
import { parseOptions } from "./options"
import { readWebhook } from "./read-webhook"
import { signNotification } from "./sign-notification"

const OLD = "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056"
const NEW = "55782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056"
const options = (more: object = {}) =>
  parseOptions({ apiKey: "key", merchantAccount: "Shop", hmacKeys: [OLD], returnUrl: "https://shop.example", ...more })
const CAPTURE = {
  eventCode: "CAPTURE",
  pspReference: "QFQTPCQ8HXSKGK82",
  originalReference: "9913140798220028",
  merchantReference: "capt_01",
  merchantAccountCode: "Shop",
  amount: { currency: "EUR", value: 1130 },
}
const read = (body: string, headers: Record<string, string> = {}, more: object = {}) =>
  readWebhook({ body, headers }, options(more))

describe("notificationSignature", () => {
  // The example of Adyen's page "Verify HMAC signatures", which its libraries test with, too.
  it("signs Adyen's own example as Adyen does", () => {
    const item = {
      pspReference: "7914073381342284",
      merchantAccountCode: "TestMerchant",
      merchantReference: "TestPayment-1407325143704",
      amount: { value: 1130, currency: "EUR" },
      eventCode: "AUTHORISATION",
      success: "true",
    }
    expect(notificationSignature(item, OLD)).toBe("coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCWo0=")
  })
})

describe("readWebhook", () => {
  it("believes a message with a signature of the old or the new key, and of no other", () => {
    for (const key of [OLD, NEW]) {
      expect(read(signNotification(CAPTURE, key).body, {}, { hmacKeys: [NEW, OLD] })).toMatchObject({ ok: true })
    }
    expect(read(signNotification(CAPTURE, NEW).body)).toMatchObject({ ok: false, code: "webhook_signature_invalid" })
  })

  it("refuses a message in which the amount, the success, the event or a reference was changed", () => {
    const { body } = signNotification(CAPTURE, OLD)
    for (const [from, to] of [
      ["1130", "9130"],
      ['"true"', '"false"'],
      ["CAPTURE", "REFUND"],
      ["9913140798220028", "9913140798220029"],
      ["capt_01", "capt_02"],
    ] as const) {
      expect(read(body.replace(from, to))).toMatchObject({ code: "webhook_signature_invalid" })
    }
  })

  it("refuses signatures that are missing, empty, cut, longer, or of another type, without failing", () => {
    const signed = JSON.parse(signNotification(CAPTURE, OLD).body) as {
      notificationItems: { NotificationRequestItem: { additionalData: Record<string, unknown> } }[]
    }
    const { additionalData } = signed.notificationItems[0]!.NotificationRequestItem
    const whole = additionalData["hmacSignature"] as string
    for (const signature of [
      undefined,
      "",
      whole.slice(0, 43),
      `${whole}A`,
      `${whole.slice(0, -1)}A`,
      5,
      null,
      "é".repeat(22),
    ]) {
      additionalData["hmacSignature"] = signature
      expect(read(JSON.stringify(signed))).toMatchObject({ code: "webhook_signature_invalid" })
    }
  })

  it("refuses a message of 2 items when one of them is not signed", () => {
    const good = JSON.parse(signNotification(CAPTURE, OLD).body) as { notificationItems: unknown[] }
    const bad = JSON.parse(signNotification(CAPTURE, NEW).body) as { notificationItems: unknown[] }
    expect(
      read(JSON.stringify({ ...good, notificationItems: [...good.notificationItems, ...good.notificationItems] })),
    ).toMatchObject({ value: [{}, {}] })
    expect(
      read(JSON.stringify({ ...good, notificationItems: [...good.notificationItems, ...bad.notificationItems] })),
    ).toMatchObject({ code: "webhook_signature_invalid" })
  })

  it("wants the user and password of the endpoint where they are set", () => {
    const { body } = signNotification(CAPTURE, OLD)
    const more = { webhookUser: "adyen", webhookPassword: "secret" }
    const basic = (text: string) => ({ Authorization: `Basic ${Buffer.from(text).toString("base64")}` })
    expect(read(body, basic("adyen:secret"), more)).toMatchObject({ ok: true })
    for (const headers of [{}, basic("adyen:other"), basic("adyen"), { Authorization: "Basic" }]) {
      expect(read(body, headers as Record<string, string>, more)).toMatchObject({ code: "webhook_signature_invalid" })
    }
  })

  it.each([
    "",
    "no json",
    "[]",
    "null",
    "5",
    '{"notificationItems":[]}',
    '{"notificationItems":[null]}',
    '{"notificationItems":{}}',
  ])("calls %p malformed", (body) => {
    expect(read(body)).toMatchObject({ ok: false, code: "webhook_malformed" })
  })

  it("reads a saved token from the token webhooks, which sign the whole body", () => {
    const body = JSON.stringify({
      eventId: "QBQQ9DLNRHHKGK38",
      createdAt: "2026-11-21T12:00:00+00:00",
      environment: "test",
      type: "recurring.token.created",
      data: {
        merchantAccount: "Shop",
        shopperReference: "cus_01",
        type: "visa",
        storedPaymentMethodId: "M5N7TQ4TG5PFWR50",
        operation: "created",
      },
    })
    expect(read(body, { hmacsignature: bodySignature(body, OLD) })).toMatchObject({
      value: [
        {
          id: "QBQQ9DLNRHHKGK38",
          kind: "method.saved",
          reference: "M5N7TQ4TG5PFWR50",
          data: { shopperReference: "cus_01" },
        },
      ],
    })
    expect(read(body.replace("cus_01", "cus_02"), { hmacsignature: bodySignature(body, OLD) })).toMatchObject({
      code: "webhook_signature_invalid",
    })
    const other = body.replace("created", "disabled").replace("created", "disabled")
    expect(read(other, { hmacsignature: bodySignature(other, OLD) })).toMatchObject({ value: [{ kind: "other" }] })
  })
})
