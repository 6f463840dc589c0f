import { describe, expect, it } from "@jest/globals"
import { expectDone, money, prorateByQuantity, type Money } from "@holdfast/kernel"
import fc from "fast-check"
import { arbitraryCart, arbitraryEntries, bruteForce } from "../__fixtures__/arbitrary-promotions"
import { priced } from "../__fixtures__/promotions"
import type { Cart } from "./cart"
import type { Evaluation } from "./evaluate"

const RUNS = { numRuns: 2_000 }
const taken = ({ discount, shippingDiscount }: Evaluation) => discount + shippingDiscount
const totals = (answer: Evaluation) => [taken(answer), answer.applied.map((one) => [one.promotion, one.discount])]

describe("the laws of stacking, on random rule sets and carts", () => {
  it("best equals brute force over all legal sets", () => {
    fc.assert(
      fc.property(arbitraryEntries(8), arbitraryCart(), (entries, cart) => {
        const answer = priced(entries, cart, "best")
        expect(answer.certificate.kind).toBe("optimal")
        expect(taken(answer)).toBe(bruteForce(entries, cart))
      }),
      RUNS,
    )
  })

  it("best is never below priority", () => {
    fc.assert(
      fc.property(arbitraryEntries(8), arbitraryCart(), (entries, cart) => {
        expect(taken(priced(entries, cart, "best"))).toBeGreaterThanOrEqual(taken(priced(entries, cart)))
      }),
      RUNS,
    )
  })

  it("the order of entries and of lines changes nothing", () => {
    fc.assert(
      fc.property(
        arbitraryEntries(6),
        arbitraryCart(),
        fc.constantFrom("best" as const, "priority" as const),
        fc.nat(),
        (entries, cart, resolution, turn) => {
          const turned = <T>(all: readonly T[]) => [...all.slice(turn % all.length), ...all.slice(0, turn % all.length)]
          const other = priced(turned(entries).reverse(), { ...cart, lines: turned(cart.lines).reverse() }, resolution)
          const answer = priced(entries, cart, resolution)
          expect(totals(other)).toEqual(totals(answer))
          expect(new Map(other.lines.map((line) => [line.id, line.discount]))).toEqual(
            new Map(answer.lines.map((line) => [line.id, line.discount])),
          )
        },
      ),
      RUNS,
    )
  })

  it("one more eligible promotion never raises a best price", () => {
    fc.assert(
      fc.property(arbitraryEntries(7, 2), arbitraryCart(), ([more, ...entries], cart) => {
        const without = taken(priced(entries, cart, "best"))
        expect(taken(priced([more!, ...entries], cart, "best"))).toBeGreaterThanOrEqual(without)
      }),
      RUNS,
    )
  })

  it("what is taken adds up to the cent, and no line or shipping costs less than nothing", () => {
    fc.assert(
      fc.property(
        arbitraryEntries(8),
        arbitraryCart(),
        fc.constantFrom("best" as const, "priority" as const),
        (entries, cart, resolution) => {
          const answer = priced(entries, cart, resolution)
          const sums = cart.lines.map(() => 0n)
          for (const { lines, shipping, discount } of answer.applied) {
            for (const share of lines) sums[cart.lines.findIndex((line) => line.id === share.id)]! += share.discount
            expect([...lines, ...shipping].reduce((sum, share) => sum + share.discount, 0n)).toBe(discount)
          }
          expect(answer.lines.map((line) => line.discount)).toEqual(sums)
          for (const [at, line] of cart.lines.entries()) {
            expect(sums[at]! >= 0n && sums[at]! <= line.amount).toBe(true)
          }
          expect(answer.shippingDiscount <= (cart.shipping[0]?.amount ?? 0n)).toBe(true)
        },
      ),
      RUNS,
    )
  })

  it("a line split in two costs what it cost before", () => {
    fc.assert(
      fc.property(
        arbitraryEntries(6),
        arbitraryCart(),
        fc.constantFrom("best" as const, "priority" as const),
        (entries, cart, resolution) => {
          expect(totals(priced(entries, split(cart), resolution))).toEqual(totals(priced(entries, cart, resolution)))
        },
      ),
      RUNS,
    )
  })

  it("units that come back in any order and number never give back more than was paid for them", () => {
    fc.assert(
      fc.property(arbitraryEntries(6), arbitraryCart(), fc.infiniteStream(fc.boolean()), (entries, cart, returned) => {
        for (const [at, { discount }] of priced(entries, cart, "best").lines.entries()) {
          const line = cart.lines[at]!
          const paid = money(line.amount - discount, "EUR")
          const units = expectDone(
            prorateByQuantity(
              paid,
              Array.from({ length: line.quantity }, () => 1),
            ),
          )
          const back = units.filter(() => returned.next().value)
          const sum = (some: readonly Money[]) => some.reduce((total, unit) => total + unit.amountMinor, 0n)
          expect(sum(back) <= paid.amountMinor && units.every((unit) => unit.amountMinor >= 0n)).toBe(true)
          expect(sum(units)).toBe(paid.amountMinor)
        }
      }),
      { numRuns: 500 },
    )
  })

  it("a promotion that comes and goes leaves the price it found", () => {
    fc.assert(
      fc.property(arbitraryEntries(6, 2), arbitraryCart(), ([more, ...entries], cart) => {
        const before = priced(entries, cart, "best")
        priced([more!, ...entries], cart, "best")
        expect(priced(entries, cart, "best")).toEqual(before)
      }),
      { numRuns: 300 },
    )
  })
})

/** Every line of several units becomes one of a single unit, and one of the others. */
function split(cart: Cart): Cart {
  const lines = cart.lines.flatMap((line) => {
    if (line.quantity < 2) return [line]
    const unit = line.amount / BigInt(line.quantity)
    return [
      { ...line, id: `${line.id}a`, quantity: 1, amount: unit },
      { ...line, id: `${line.id}b`, quantity: line.quantity - 1, amount: line.amount - unit },
    ]
  })
  return { ...cart, lines }
}
