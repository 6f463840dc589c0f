import { describe, expect, it } from "@jest/globals"
import { accountCorrections, type AccountMovement } from "./account-corrections"

const movement = (rowId: string, more: Partial<AccountMovement> = {}): AccountMovement => ({
  rowId,
  act: "capture",
  amount: "20",
  currency_code: "usd",
  wanted: true,
  ours: true,
  ...more,
})
const entry = (id: string, referenceId: string, amount: string) => ({ id, referenceId, amount })

describe("what an order's account lacks", () => {
  it("is nothing when each movement is on it once with its amount", () => {
    expect(
      accountCorrections(
        [movement("capt_1"), movement("ref_1", { act: "refund", amount: "5.5" })],
        [entry("a", "capt_1", "20.00"), entry("b", "ref_1", "-5.50")],
      ),
    ).toEqual({ add: [], remove: [] })
  })

  it("is a movement that happened and is not on it", () => {
    expect(accountCorrections([movement("capt_1")], [])).toEqual({ add: [movement("capt_1")], remove: [] })
  })

  it("is not what somebody else is about to book", () => {
    expect(accountCorrections([movement("capt_1", { ours: false })], [])).toEqual({ add: [], remove: [] })
  })

  it("is what is on it and did not happen, whoever booked it", () => {
    const failed = movement("ref_1", { act: "refund", wanted: false, ours: false })
    expect(accountCorrections([failed], [entry("b", "ref_1", "-20")])).toEqual({
      add: [],
      remove: [{ entryId: "b", movement: failed }],
    })
  })

  it("is not what the host counts finer than a cent: 21.65 was typed and 21.649175 was left", () => {
    const moved = movement("capt_1", { amount: "21.649175" })
    expect(accountCorrections([moved], [entry("a", "capt_1", "21.65")])).toEqual({ add: [], remove: [] })
  })

  it("is another amount: 20 was booked and 19.99 moved", () => {
    const moved = movement("capt_1", { amount: "19.99", ours: false })
    expect(accountCorrections([moved], [entry("a", "capt_1", "20")])).toEqual({
      add: [moved],
      remove: [{ entryId: "a", movement: moved }],
    })
  })

  it("is the second of two entries of one movement", () => {
    expect(accountCorrections([movement("capt_1")], [entry("a", "capt_1", "20"), entry("b", "capt_1", "20")])).toEqual({
      add: [],
      remove: [{ entryId: "b", movement: movement("capt_1") }],
    })
  })
})
