import { describe, expect, it } from "@jest/globals"
import { parseInboxOptions } from "./inbox-options"

const defaults = {
  retentionDays: 30,
  concurrency: 8,
  leaseSeconds: 120,
  triesUntilParked: 8,
  waitDays: 3,
  maxPayloadBytes: 1_048_576,
  connections: 4,
}

describe("parseInboxOptions", () => {
  it.each([undefined, null, {}, { outbox: { retentionDays: 3 } }, { inbox: undefined }, { inbox: {} }])(
    "gives the 7 defaults for %j",
    (options) => {
      expect(parseInboxOptions(options)).toEqual({ ok: true, value: defaults })
    },
  )

  it("takes 90 days and leaves the 6 other defaults", () => {
    expect(parseInboxOptions({ inbox: { retentionDays: 90 } })).toEqual({
      ok: true,
      value: { ...defaults, retentionDays: 90 },
    })
  })

  it.each([
    [{ inbox: 7 }, 'The option "inbox" of @holdfast/message-log is not an object.'],
    [{ inbox: { retention: 7 } }, 'The option "inbox.retention" of @holdfast/message-log is not known.'],
    [{ inbox: { waitDays: 0 } }, 'The option "inbox.waitDays" of @holdfast/message-log is not a number above zero.'],
    [
      { inbox: { leaseSeconds: "9" } },
      'The option "inbox.leaseSeconds" of @holdfast/message-log is not a number above zero.',
    ],
    [{ inbox: { concurrency: 1.5 } }, 'The option "inbox.concurrency" of @holdfast/message-log is 1.5.'],
    [{ inbox: { connections: 1 } }, 'The option "inbox.connections" of @holdfast/message-log is 1.'],
  ])("refuses %j", (options, message) => {
    expect(parseInboxOptions(options)).toMatchObject({ ok: false, code: "inbox_option_malformed", message })
  })
})
