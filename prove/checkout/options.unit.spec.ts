import { describe, expect, it } from "@jest/globals"
import { parseOptions } from "./options"

describe("options of prove:checkout", () => {
  it("visits every point of all 5 operations unless told otherwise", () => {
    expect(parseOptions([])).toEqual({
      operations: ["completion", "capture", "refund", "cancel", "cancel-paid"],
      every: 1,
      break: null,
      template: null,
    })
    expect(parseOptions(["--only", "capture,refund", "--every", "5"])).toMatchObject({
      operations: ["capture", "refund"],
      every: 5,
    })
  })

  it.each([
    [["--only", "shipping"], '--only names "shipping"'],
    [["--every", "0"], '--every is "0"'],
    [["--break", "luck"], '--break is "luck"; it takes journal.'],
    [["--points", "3"], "--points"],
  ])("refuses %j and says what it takes", (args, message) => {
    expect(() => parseOptions(args)).toThrow(message)
  })
})
