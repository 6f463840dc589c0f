import { describe, expect, it } from "@jest/globals"
import { parseOutboxOptions } from "./outbox-options"

const defaults = { retentionDays: 7, batchSize: 100, leaseSeconds: 60, answerSeconds: 10, holdBackSeconds: 3600 }

describe("parseOutboxOptions", () => {
  it.each([undefined, null, {}, { database: {} }, { outbox: undefined }, { outbox: {} }])(
    "keeps 7 days and gives the 4 other defaults for %j",
    (options) => {
      expect(parseOutboxOptions(options)).toEqual({ ok: true, value: defaults })
    },
  )

  it("takes 30 days and leaves the 4 other defaults", () => {
    expect(parseOutboxOptions({ outbox: { retentionDays: 30 } })).toEqual({
      ok: true,
      value: { ...defaults, retentionDays: 30 },
    })
  })

  it.each([
    [{ outbox: 7 }, 'The option "outbox" of @holdfast/message-log is not an object.'],
    [{ outbox: { retention: 7 } }, 'The option "outbox.retention" of @holdfast/message-log is not known.'],
    [
      { outbox: { batchSize: 0 } },
      'The option "outbox.batchSize" of @holdfast/message-log is not a number above zero.',
    ],
    [
      { outbox: { batchSize: "9" } },
      'The option "outbox.batchSize" of @holdfast/message-log is not a number above zero.',
    ],
    [{ outbox: { batchSize: 1.5 } }, 'The option "outbox.batchSize" of @holdfast/message-log is 1.5.'],
    [
      { outbox: { answerSeconds: 30 } },
      'The option "outbox.answerSeconds" of @holdfast/message-log is 30 with a lease of 60 seconds.',
    ],
  ])("refuses %j", (options, message) => {
    expect(parseOutboxOptions(options)).toMatchObject({ ok: false, code: "outbox_option_malformed", message })
  })

  it("takes an answer of 29 seconds with a lease of 60", () => {
    expect(parseOutboxOptions({ outbox: { answerSeconds: 29 } }).ok).toBe(true)
  })
})
