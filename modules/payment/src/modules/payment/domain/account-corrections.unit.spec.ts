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
const corrections = (movements: readonly AccountMovement[], entries: Parameters<typeof accountCorrections>[1]) =>
  accountCorrections(movements, entries, "pay_1")
const entry = (id: string, referenceId: string, amount: string) => ({ id, referenceId, amount })

describe("what an order's account lacks", () => {
  it("is nothing when each movement is on it once with its amount", () => {
    expect(
      corrections(
        [movement("capt_1"), movement("ref_1", { act: "refund", amount: "5.5" })],
        [entry("a", "capt_1", "20.00"), entry("b", "ref_1", "-5.50")],
      ),
    ).toEqual({ add: [], remove: [] })
  })

  it("is a movement that happened and is not on it", () => {
    expect(corrections([movement("capt_1")], [])).toEqual({ add: [movement("capt_1")], remove: [] })
  })

  it("is not what somebody else is about to book", () => {
    expect(corrections([movement("capt_1", { ours: false })], [])).toEqual({ add: [], remove: [] })
  })

  it("is what is on it and did not happen, whoever booked it", () => {
    const failed = movement("ref_1", { act: "refund", wanted: false, ours: false })
    expect(corrections([failed], [entry("b", "ref_1", "-20")])).toEqual({
      add: [],
      remove: [{ entryId: "b", movement: failed }],
    })
  })

  it("is not what the host counts finer than a cent: 21.65 was typed and 21.649175 was left", () => {
    const moved = movement("capt_1", { amount: "21.649175" })
    expect(corrections([moved], [entry("a", "capt_1", "21.65")])).toEqual({ add: [], remove: [] })
  })

  it("is another amount: 20 was booked and 19.99 moved", () => {
    const moved = movement("capt_1", { amount: "19.99", ours: false })
    expect(corrections([moved], [entry("a", "capt_1", "20")])).toEqual({
      add: [moved],
      remove: [{ entryId: "a", movement: moved }],
    })
  })

  it("is the second of two entries of one movement", () => {
    expect(corrections([movement("capt_1")], [entry("a", "capt_1", "20"), entry("b", "capt_1", "20")])).toEqual({
      add: [],
      remove: [{ entryId: "b", movement: movement("capt_1") }],
    })
  })

  describe("where the host booked refunds of a cancellation under the payment", () => {
    const [first, second] = ["ref_1", "ref_2"].map((id) => movement(id, { act: "refund", amount: "5" }))

    it("is nothing for as many refunds of a size as there are entries, and those beyond", () => {
      expect(corrections([first!], [entry("a", "pay_1", "-5.00")])).toEqual({ add: [], remove: [] })
      expect(corrections([first!, second!], [entry("a", "pay_1", "-5")])).toEqual({ add: [second], remove: [] })
      expect(corrections([first!, second!], [entry("a", "pay_1", "-5"), entry("b", "ref_1", "-5")])).toEqual({
        add: [],
        remove: [],
      })
    })

    it("is the entry of one that failed, and not that of one that did not", () => {
      const failed = { ...second!, wanted: false }
      expect(corrections([failed, first!], [entry("a", "pay_1", "-5"), entry("b", "pay_1", "-5")])).toEqual({
        add: [],
        remove: [{ entryId: "b", movement: failed }],
      })
      expect(corrections([failed, first!], [entry("a", "pay_1", "-5")])).toEqual({ add: [], remove: [] })
    })

    it("is no capture of the same size", () => {
      expect(corrections([movement("capt_1")], [entry("a", "pay_1", "-20")])).toEqual({
        add: [movement("capt_1")],
        remove: [],
      })
    })
  })
})
