import { divideRounded, expectDone, parsePercent } from "@holdfast/kernel"

export interface ExpectedLine {
  readonly unitMinor: bigint
  readonly quantity: number
  readonly taxPercent: number
}

/** Minor units; each is rounded once, at its end, because the host adds up exact fractions. */
export interface ExpectedTotals {
  /** Articles with their tax. */
  readonly itemTotal: bigint
  /** Shipping with its tax. */
  readonly shippingTotal: bigint
  /** All tax, of articles and shipping. */
  readonly taxTotal: bigint
  readonly total: bigint
}

/** An exact amount: minor units as a fraction. */
interface Exact {
  readonly over: bigint
  readonly under: bigint
}

/**
 * Works out what an order must come to. Where prices contain the tax, a price of 119 at 19 percent holds 19 of tax; where
 * they do not, 19 percent come on top.
 */
export function expectedTotals(
  lines: readonly ExpectedLine[],
  shipping: ExpectedLine,
  pricesContainTax: boolean,
): ExpectedTotals {
  const items = lines.map((line) => withTax(line, pricesContainTax))
  const carriage = withTax(shipping, pricesContainTax)
  const all = [...items, carriage]
  return {
    itemTotal: round(sum(items.map(({ gross }) => gross))),
    shippingTotal: round(carriage.gross),
    taxTotal: round(sum(all.map(({ tax }) => tax))),
    total: round(sum(all.map(({ gross }) => gross))),
  }
}

/** One unit of a line with its tax, to the minor unit: what is given back when one comes back. */
export function grossOfOneMinor(line: ExpectedLine, pricesContainTax: boolean): bigint {
  return round(withTax({ ...line, quantity: 1 }, pricesContainTax).gross)
}

function withTax({ unitMinor, quantity, taxPercent }: ExpectedLine, pricesContainTax: boolean) {
  const price = unitMinor * BigInt(quantity)
  const { numerator, denominator } = expectDone(parsePercent(String(taxPercent)))
  if (pricesContainTax) {
    return { gross: { over: price, under: 1n }, tax: { over: price * numerator, under: denominator + numerator } }
  }
  return {
    gross: { over: price * (denominator + numerator), under: denominator },
    tax: { over: price * numerator, under: denominator },
  }
}

function sum(amounts: readonly Exact[]): Exact {
  return amounts.reduce((a, b) => ({ over: a.over * b.under + b.over * a.under, under: a.under * b.under }))
}

function round({ over, under }: Exact): bigint {
  return divideRounded(over, under, "half_up")
}
