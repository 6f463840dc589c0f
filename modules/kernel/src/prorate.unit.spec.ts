import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"

import { money, negateMoney, sumMoney } from "./money"
import { expectDone } from "./outcome"
import { prorate, prorateByQuantity } from "./prorate"

const eur = (cents: bigint) => money(cents, "EUR")
const split = (total: bigint, weights: readonly bigint[]) =>
  expectDone(prorate(eur(total), weights)).map((share) => share.amountMinor)

describe("prorate", () => {
  it.each<[bigint, bigint[], bigint[]]>([
    [1000n, [1n, 1n, 1n], [334n, 333n, 333n]],
    [1001n, [1n, 1n, 1n], [334n, 334n, 333n]],
    [100n, [1n], [100n]],
    [1n, [1n, 1n, 1n], [1n, 0n, 0n]],
    [0n, [1n, 2n], [0n, 0n]],
    [1000n, [0n, 1n, 0n, 1n], [0n, 500n, 0n, 500n]],
    [1n, [0n, 0n, 5n], [0n, 0n, 1n]],
    [10n, [3n, 3n, 1n], [4n, 4n, 2n]], // 4.29, 4.29, 1.43: the .43 is the largest remainder
    [1000n, [1999n, 4999n, 3002n], [200n, 500n, 300n]],
    [7n, [10n ** 30n, 10n ** 30n], [4n, 3n]],
  ])("splits %p cents over %p as %p", (total, weights, shares) => {
    expect(split(total, weights)).toEqual(shares)
  })

  it("gives an odd cent to the earlier of 2 equal lines, and to the later line when its remainder is larger", () => {
    expect(split(1n, [5n, 5n])).toEqual([1n, 0n])
    expect(split(1n, [4n, 6n])).toEqual([0n, 1n])
  })

  it("splits a refund of 10.00 as the mirror image of the charge", () => {
    expect(split(-1000n, [1n, 1n, 1n])).toEqual([-334n, -333n, -333n])
  })

  it("refuses 0 lines, 2 weights of 0 and a negative weight, each by its own code", () => {
    expect(prorate(eur(1000n), [])).toStrictEqual({
      ok: false,
      code: "weights_empty",
      message: "10.00 EUR was to be split over no lines.",
      nextStep: "Give at least one line with a weight above 0.",
    })
    expect(prorate(eur(1000n), [0n, 0n])).toStrictEqual({
      ok: false,
      code: "weights_all_zero",
      message: "10.00 EUR was to be split over 2 weights of 0.",
      nextStep: "Give at least one weight above 0.",
    })
    expect(prorate(eur(1000n), [1n, -1n])).toStrictEqual({
      ok: false,
      code: "weight_negative",
      message: "Line 2 has the weight -1.",
      nextStep: "Use weights of at least 0. To split a refund, make the total negative instead.",
    })
  })

  it("refuses negative weights also where they and the others cancel to 0 or below", () => {
    expect(prorate(eur(1n), [-2n, 1n])).toMatchObject({ code: "weight_negative" })
    expect(prorate(eur(1n), [-1n, 1n])).toMatchObject({ code: "weight_negative" })
  })

  it("leaves its 3 weights as they were", () => {
    expect(prorate(eur(100n), Object.freeze([1n, 2n, 3n])).ok).toBe(true)
  })
})

describe("prorate, for any total and weights", () => {
  const total = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n })
  // Small weights make ties, large ones make remainders, zeros make free lines.
  const weight = fc.oneof(fc.bigInt(0n, 5n), fc.bigInt(0n, 10n ** 12n), fc.constant(0n))
  const weights = fc.array(weight, { minLength: 1, maxLength: 30 }).filter((all) => all.some((one) => one > 0n))
  const sum = (all: readonly bigint[]) => all.reduce((a, b) => a + b, 0n)
  const abs = (n: bigint) => (n < 0n ? -n : n)

  it("adds up to the total", () => {
    fc.assert(
      fc.property(total, weights, (cents, all) => {
        const shares = expectDone(prorate(eur(cents), all))
        expect(shares).toHaveLength(all.length)
        expect(sumMoney("EUR", shares)).toEqual(eur(cents))
      }),
      { numRuns: 500 },
    )
  })

  it("is less than 1 minor unit away from the exact share on every line", () => {
    fc.assert(
      fc.property(total, weights, (cents, all) => {
        const whole = sum(all)
        for (const [line, share] of split(cents, all).entries()) {
          expect(abs(share * whole - cents * (all[line] ?? 0n)) < whole).toBe(true)
        }
      }),
    )
  })

  it("gives nothing to a line of weight 0, and never the other sign", () => {
    fc.assert(
      fc.property(total, weights, (cents, all) => {
        for (const [line, share] of split(cents, all).entries()) {
          if (all[line] === 0n) expect(share).toBe(0n)
          expect(share * cents >= 0n).toBe(true)
        }
      }),
    )
  })

  it("gives the heavier of 2 lines at least as much", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 12n), weights, (cents, all) => {
        const lines = split(cents, all).map((share, line) => ({ share, weight: all[line] ?? 0n }))
        for (const a of lines) for (const b of lines) if (a.weight > b.weight) expect(a.share >= b.share).toBe(true)
      }),
    )
  })

  it("mirrors a negative total", () => {
    fc.assert(
      fc.property(total, weights, (cents, all) => {
        const mirrored = expectDone(prorate(negateMoney(eur(cents)), all)).map(negateMoney)
        expect(mirrored).toEqual(expectDone(prorate(eur(cents), all)))
      }),
    )
  })

  it("gives each line the same whatever the order of the lines, but for equal remainders", () => {
    const shuffled = weights.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all.keys()], { minLength: all.length })),
    )
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 12n), shuffled, (cents, [all, order]) => {
        const whole = sum(all)
        const remainder = (line: number) => (cents * (all[line] ?? 0n)) % whole
        const straight = split(cents, all)
        const mixed = split(
          cents,
          order.map((line) => all[line] ?? 0n),
        )
        for (const [position, line] of order.entries()) {
          const difference = abs((mixed[position] ?? 0n) - (straight[line] ?? 0n))
          const tied = order.some((other) => other !== line && remainder(other) === remainder(line))
          expect(difference <= (tied ? 1n : 0n)).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })

  it("hands odd cents to equal lines from the first on", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 6n), fc.integer({ min: 1, max: 30 }), (cents, lines) => {
        const shares = split(cents, new Array<bigint>(lines).fill(1n))
        const odd = Number(cents % BigInt(lines))
        expect(shares).toEqual(shares.map((_, line) => cents / BigInt(lines) + (line < odd ? 1n : 0n)))
      }),
    )
  })

  it("does not depend on the unit of the weights: times 1000 splits the same", () => {
    fc.assert(
      fc.property(total, weights, (cents, all) => {
        expect(
          split(
            cents,
            all.map((one) => one * 1000n),
          ),
        ).toEqual(split(cents, all))
      }),
    )
  })
})

describe("prorateByQuantity", () => {
  it("splits 10.00 over 2 and 1 pieces as 6.67 and 3.33", () => {
    expect(prorateByQuantity(eur(1000n), [2, 1])).toEqual({ ok: true, value: [eur(667n), eur(333n)] })
  })

  it("gives 0 pieces nothing", () => {
    expect(prorateByQuantity(eur(5n), [0, 3, 0])).toEqual({ ok: true, value: [eur(0n), eur(5n), eur(0n)] })
  })

  it.each([1.5, NaN, Infinity, 2 ** 53])("refuses the quantity %p as quantity_not_whole", (quantity) => {
    expect(prorateByQuantity(eur(1n), [1, quantity])).toMatchObject({ ok: false, code: "quantity_not_whole" })
  })

  it("refuses -1, no pieces and only 0 pieces by the codes of prorate", () => {
    expect(prorateByQuantity(eur(1n), [1, -1])).toMatchObject({ code: "weight_negative" })
    expect(prorateByQuantity(eur(1n), [])).toMatchObject({ code: "weights_empty" })
    expect(prorateByQuantity(eur(1n), [0, 0])).toMatchObject({ code: "weights_all_zero" })
  })
})
