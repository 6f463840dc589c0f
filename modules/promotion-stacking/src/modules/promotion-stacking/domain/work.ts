import { sumOf, type Cart, type CartLine } from "./cart"
export { sumOf }
import { seeCart, type Seen } from "./condition-check"
import { largestRemainder } from "./largest-remainder"

/**
 * Lines that differ in nothing but id and quantity. Everything is decided and rounded for kinds, so that a line costs
 * the same when it is split in two.
 */
export interface Kind {
  readonly line: CartLine
  /** Positions in the cart. */
  readonly members: readonly number[]
  readonly quantity: number
  readonly amount: bigint
  /** The smallest id of its lines: ties between kinds go by it. */
  readonly firstId: string
}

/** A cart, made ready for one evaluation. */
export interface Work {
  readonly cart: Cart
  readonly kinds: readonly Kind[]
  /** Positions of kinds by the smallest line id. */
  readonly kindOrder: readonly number[]
  readonly shippingOrder: readonly number[]
  readonly initial: State
  /** What conditions look at, where no line is excluded. */
  readonly seen: Seen
}

/** What each kind and each way of shipping still costs. */
export interface State {
  readonly lines: readonly bigint[]
  readonly shipping: readonly bigint[]
  readonly reserved?: Reserved | undefined
}

/** Units that bargains of the host's are made of, by promotion: no other bargain of the host's counts them again. */
export interface Reserved {
  readonly bought: ReadonlyMap<string, readonly { readonly item_id: string; readonly quantity: number }[]>
  readonly got: ReadonlyMap<string, readonly { readonly item_id: string; readonly quantity: number }[]>
}

/** What one promotion takes off, by kind and by way of shipping; null where it touches none of them. */
export interface Taken {
  readonly lines: readonly bigint[] | null
  readonly shipping: readonly bigint[] | null
  readonly total: bigint
  /** Those of earlier promotions too. */
  readonly reserved?: Reserved | undefined
}

export const NOTHING_TAKEN: Taken = { lines: null, shipping: null, total: 0n }

/** @param merge false makes every line a kind of its own */
export function prepare(cart: Cart, merge = true): Work {
  const kinds: Kind[] = []
  const sameStart = new Map<string, number[]>()
  for (const [at, line] of cart.lines.entries()) {
    const start = merge ? startOf(line) : null
    const known = start === null ? undefined : sameStart.get(start)?.find((k) => sameAttributes(kinds[k]!.line, line))
    if (known === undefined) {
      if (start !== null) sameStart.set(start, [...(sameStart.get(start) ?? []), kinds.length])
      kinds.push({ line, members: [at], quantity: line.quantity, amount: line.amount, firstId: line.id })
      continue
    }
    const kind = kinds[known]!
    kinds[known] = {
      line: kind.line,
      members: [...kind.members, at],
      quantity: kind.quantity + line.quantity,
      amount: kind.amount + line.amount,
      firstId: line.id < kind.firstId ? line.id : kind.firstId,
    }
  }
  return {
    cart,
    kinds,
    kindOrder: orderBy(kinds.map((kind) => kind.firstId)),
    shippingOrder: orderBy(cart.shipping.map((line) => line.id)),
    seen: seeCart(cart),
    initial: { lines: kinds.map((kind) => kind.amount), shipping: cart.shipping.map((line) => line.amount) },
  }
}

/** Equal for lines that may be of one kind; null for a line whose price is not a whole number for each unit. */
function startOf({ quantity, amount, attributes, discountable, isGift = false }: CartLine): string | null {
  if (!Number.isInteger(quantity) || quantity <= 0 || amount % BigInt(quantity) !== 0n) return null
  return `${attributes.variant?.join(" ") ?? ""} ${amount / BigInt(quantity)} ${discountable} ${isGift}`
}

const sameAttributes = (a: CartLine, b: CartLine) => JSON.stringify(a.attributes) === JSON.stringify(b.attributes)

const orderBy = (ids: readonly string[]): readonly number[] =>
  ids.map((_, at) => at).sort((a, b) => (ids[a]! < ids[b]! ? -1 : ids[a]! > ids[b]! ? 1 : a - b))

export function after(state: State, taken: Taken): State {
  return {
    lines: without(state.lines, taken.lines),
    shipping: without(state.shipping, taken.shipping),
    reserved: taken.reserved ?? state.reserved,
  }
}

const without = (amounts: readonly bigint[], taken: readonly bigint[] | null) =>
  taken ? amounts.map((amount, at) => amount - taken[at]!) : amounts

export const totalOf = ({ lines, shipping }: State): bigint => sumOf(lines) + sumOf(shipping)

/** Shares of kinds as shares of their lines, in the order of the cart, none of which costs less than nothing after it. */
export function sharesOfLines(work: Work, remaining: bigint[], taken: readonly bigint[]): bigint[] {
  const shares = work.cart.lines.map(() => 0n)
  for (const [k, share] of taken.entries()) {
    if (share === 0n) continue
    const { members } = work.kinds[k]!
    const split =
      members.length === 1
        ? [share]
        : largestRemainder(
            share,
            members.map((at) => remaining[at]!),
            orderBy(members.map((at) => work.cart.lines[at]!.id)),
          )
    for (const [n, at] of members.entries()) {
      shares[at] = split[n]!
      remaining[at]! -= split[n]!
    }
  }
  return shares
}
