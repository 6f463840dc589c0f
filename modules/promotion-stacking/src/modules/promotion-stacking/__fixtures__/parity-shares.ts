import { expect } from "@jest/globals"
import { MathBN } from "@medusajs/framework/utils"

type Decimal = Parameters<typeof MathBN.convert>[0]

export interface Action {
  readonly action: string
  readonly code: string
  readonly amount?: Decimal
  readonly item_id?: string
  readonly shipping_method_id?: string
  readonly is_tax_inclusive?: boolean
}
interface Line {
  readonly id: string
  readonly unit_price: number
  readonly quantity: number
  readonly subtotal: number
  readonly original_total: number
  readonly is_tax_inclusive: boolean
}
export interface ParityCart {
  readonly items: readonly Line[]
  readonly shipping_methods: readonly { readonly id: string; readonly subtotal: number }[]
}

/** Cents off by promotion and by line or way of shipping, of the prices that shoppers see. */
export type Shares = ReadonlyMap<string, ReadonlyMap<string, number>>

export function sharesOf(actions: readonly Action[], cart: ParityCart): Shares {
  const shares = new Map<string, Map<string, number>>()
  for (const { code, amount, item_id: item, shipping_method_id: method, is_tax_inclusive: withTax } of actions) {
    const target = item ?? method
    if (amount === undefined || target === undefined) continue
    const off = new Map(shares.get(code))
    const line = cart.items.find(({ id }) => id === item)
    off.set(
      target,
      (off.get(target) ?? 0) + MathBN.convert(amount).toNumber() * 100 * (line ? shown(line, withTax) : 1),
    )
    shares.set(code, off)
  }
  return shares
}

/** An amount may be with tax or without; so may the price. */
function shown({ subtotal, original_total: total, is_tax_inclusive: priceWithTax }: Line, amountWithTax = false) {
  return (amountWithTax ? subtotal / total : 1) * (priceWithTax ? total / subtotal : 1)
}

const NOISE = 1e-6
const whole = (cents: number) => Math.abs(cents - Math.round(cents)) < NOISE
const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, number) => total + number, 0)

/**
 * The same promotions apply. Each gives what it gives in the host, to within a cent for each line that it touches, and
 * exactly where the host gives whole cents. No line costs less than nothing.
 */
export function expectSameShares(ours: Shares, hosts: Shares, cart: ParityCart): void {
  expect([...ours.keys()].sort()).toEqual([...hosts.keys()].sort())
  const exact = [...hosts.values()].every((host) => [...host.values()].every(whole))
  for (const [code, host] of hosts) {
    const own = ours.get(code)!
    if (exact) expect({ [code]: rounded(own) }).toEqual({ [code]: rounded(host) })
    expect(Math.abs(sum(own.values()) - sum(host.values()))).toBeLessThanOrEqual(host.size + NOISE)
    for (const cents of own.values()) expect(cents).toBeGreaterThan(0)
  }
  expectWithinLines(ours, cart)
}

/**
 * The same for random amounts, where a promotion may give less than a cent in all, or find a cent that earlier ones left:
 * each total is that of the host to within a cent for each line of the cart.
 */
export function expectCloseShares(ours: Shares, hosts: Shares, cart: ParityCart): void {
  const lines = cart.items.length + cart.shipping_methods.length
  for (const code of new Set([...ours.keys(), ...hosts.keys()])) {
    const [own, host] = [ours, hosts].map((shares) => sum(shares.get(code)?.values() ?? []))
    expect(Math.abs(own! - host!)).toBeLessThanOrEqual(lines + NOISE)
    for (const cents of ours.get(code)?.values() ?? []) expect(cents).toBeGreaterThan(0)
  }
  expectWithinLines(ours, cart)
}

function expectWithinLines(ours: Shares, cart: ParityCart): void {
  const prices = [
    ...cart.items.map(({ id, unit_price: price, quantity }) => ({ id, cents: price * quantity * 100 })),
    ...cart.shipping_methods.map(({ id, subtotal }) => ({ id, cents: subtotal * 100 })),
  ]
  for (const { id, cents } of prices) {
    expect(sum([...ours.values()].map((off) => off.get(id) ?? 0))).toBeLessThanOrEqual(cents + NOISE)
  }
}

const rounded = (off: ReadonlyMap<string, number>) =>
  Object.fromEntries([...off].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, cents]) => [id, Math.round(cents)]))

/** Everything but discounts: adjustments to remove, and promotions that were held back, each once. */
export const othersOf = (actions: readonly Action[]): readonly string[] =>
  [...new Set(actions.filter((one) => !one.action.startsWith("add")).map((one) => JSON.stringify(sorted(one))))].sort()

const sorted = (one: object) => Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
