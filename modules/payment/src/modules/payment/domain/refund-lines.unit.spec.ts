import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"
import { expectDone } from "@holdfast/kernel"
import { chooseLines, shareOf, type RefundableLine } from "./refund-lines"

const line = (more: Partial<RefundableLine> = {}): RefundableLine => ({
  ...{ id: "ordli_1", kind: "item", title: "Mug", detail: "Chalk", quantity: 3, refunded: 0, totalMinor: 1000n },
  ...more,
})

describe("giving back for lines", () => {
  it("of 3 that cost 10.00 gives back 3.33, 3.33 and 3.34", () => {
    expect([0, 1, 2].map((refunded) => shareOf(line({ refunded }), 1))).toEqual([333n, 333n, 334n])
  })

  it("adds lines up, an id twice too, and says what is meant by what was given back before", () => {
    const lines = [line(), line({ id: "ordsm_1", kind: "shipping", quantity: 1, totalMinor: 590n }), line({ id: "b" })]
    const asked = [
      { id: "ordsm_1", quantity: 1 },
      { id: "ordli_1", quantity: 1 },
      { id: "ordli_1", quantity: 1 },
    ]
    expect(chooseLines(lines, asked)).toEqual({
      ok: true,
      value: { amountMinor: 1256n, intent: "ordli_1:0-2,ordsm_1:0-1" },
    })
  })

  it.each([
    ["refund_line_unknown", [{ id: "ordli_9", quantity: 1 }]],
    ["refund_line_exceeds", [{ id: "ordli_1", quantity: 2 }]],
  ])("refuses with %s", (code, asked) => {
    expect(chooseLines([line({ refunded: 2 })], asked)).toMatchObject({ ok: false, code })
  })

  it("gives back to the minor unit what a line cost, however its units are parted", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 12n }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 }),
        (totalMinor, parts) => {
          const quantity = parts.reduce((sum, part) => sum + part, 0)
          let refunded = 0
          let given = 0n
          for (const part of parts) {
            const choice = chooseLines([line({ quantity, refunded, totalMinor })], [{ id: "ordli_1", quantity: part }])
            given += expectDone(choice).amountMinor
            refunded += part
          }
          expect(given).toBe(totalMinor)
        },
      ),
    )
  })
})
