import { describe, expect, it } from "@jest/globals"
import { cartAvailability } from "./cart-availability"
import type { Hold, HoldLine } from "./hold"
import type { SoldVariant } from "./variant-availability"

const TODAY = "2026-03-01"
const UNTIL = "2026-03-01T12:00:00.000Z"

const variants = new Map<string, SoldVariant>(
  (
    [
      ["mug", [["mug", 1]]],
      [
        "set",
        [
          ["mug", 2],
          ["tray", 1],
        ],
      ],
      ["card", []],
    ] as [string, [string, number][]][]
  ).map(([variantId, parts]) => [
    variantId,
    {
      variantId,
      managed: variantId !== "card",
      backorderAllowed: false,
      parts: parts.map(([itemId, requiredQuantity]) => ({ itemId, requiredQuantity })),
    },
  ]),
)
const held = (lines: Record<string, number>, more: Partial<HoldLine> = {}): Hold => ({
  holdId: "cart_1",
  expiresAt: UNTIL,
  committed: false,
  lines: Object.entries(lines).map(([itemId, quantity]) => ({ itemId, locationId: "berlin", quantity, ...more })),
})
const shown = (items: Record<string, number>, hold: Hold | null) =>
  cartAvailability(
    Object.entries(items).map(([variant_id, quantity]) => ({ variant_id, quantity })),
    variants,
    hold,
    TODAY,
  )

describe("cartAvailability", () => {
  it("shares 5 mugs between a line of 1 and a line of 2 sets", () => {
    const line = { promiseDate: TODAY, holdExpiresAt: UNTIL }
    expect(shown({ mug: 1, set: 2 }, held({ mug: 5, tray: 2 }))).toEqual([
      { ...line, heldQuantity: 1 },
      { ...line, heldQuantity: 2 },
    ])
  })

  it("holds 1 of 2 sets when only 3 mugs are held", () => {
    expect(shown({ set: 2 }, held({ mug: 3, tray: 2 }))).toMatchObject([{ heldQuantity: 1 }])
  })

  it("gives the last day of the line's parts, and none when nobody knows it", () => {
    const late = held({ mug: 2 })
    const tray = { itemId: "tray", locationId: "reno", quantity: 1, promiseDay: "2026-03-09" }
    expect(shown({ set: 1 }, { ...late, lines: [...late.lines, tray] })).toMatchObject([{ promiseDate: "2026-03-09" }])
    const unknown = { ...tray, promiseDay: "9999-12-31" }
    expect(shown({ set: 1 }, { ...late, lines: [...late.lines, unknown] })).toMatchObject([
      { promiseDate: null, heldQuantity: 1 },
    ])
  })

  it("has no deadline for an order's units, and nothing for lines without a hold", () => {
    const nothing = { promiseDate: null, holdExpiresAt: null, heldQuantity: 0 }
    expect(shown({ mug: 1 }, { ...held({ mug: 1 }), committed: true })).toMatchObject([
      { holdExpiresAt: null, heldQuantity: 1 },
    ])
    expect(shown({ mug: 1, card: 3 }, null)).toEqual([nothing, nothing])
    expect(shown({ card: 3, gone: 1 }, held({ mug: 1 }))).toEqual([nothing, nothing])
  })
})
