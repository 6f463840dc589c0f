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
  /** Positions of the kinds that something may be taken off, and their sum: most promotions are for all of them. */
  readonly discountable: readonly number[]
  readonly discountableSum: bigint
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
  const sameSku = new Map<string, number[]>()
  for (const [at, line] of cart.lines.entries()) {
    const sku = line.attributes.variant?.join(" ") ?? ""
    const same = merge ? sameSku.get(sku) : undefined
    const known = same?.find((k) => areAlike(kinds[k]!, line))
    if (known === undefined) {
      if (same) same.push(kinds.length)
      else sameSku.set(sku, [kinds.length])
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
  const discountable = [...kinds.keys()].filter((k) => kinds[k]!.line.discountable && !kinds[k]!.line.isGift)
  return {
    cart,
    kinds,
    discountable,
    discountableSum: sumOf(discountable.map((k) => kinds[k]!.amount)),
    kindOrder: orderBy(kinds.map((kind) => kind.firstId)),
    shippingOrder: orderBy(cart.shipping.map((line) => line.id)),
    seen: seeCart(cart),
    initial: { lines: kinds.map((kind) => kind.amount), shipping: cart.shipping.map((line) => line.amount) },
  }
}

/** Whether a line may be of a kind; never when the price of either is not a whole number for each unit. */
const areAlike = ({ line }: Kind, other: CartLine): boolean =>
  line.discountable === other.discountable &&
  (line.isGift ?? false) === (other.isGift ?? false) &&
  hasWholePrice(line) &&
  hasWholePrice(other) &&
  line.amount * BigInt(other.quantity) === other.amount * BigInt(line.quantity) &&
  JSON.stringify(line.attributes) === JSON.stringify(other.attributes)

const hasWholePrice = ({ quantity, amount }: CartLine): boolean =>
  Number.isInteger(quantity) && quantity > 0 && amount % BigInt(quantity) === 0n

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
  for (let k = 0; k < taken.length; k++) {
    const share = taken[k]!
    if (share === 0n) continue
    const { members } = work.kinds[k]!
    if (members.length === 1) {
      const at = members[0]!
      shares[at] = share
      remaining[at]! -= share
      continue
    }
    const split = largestRemainder(
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
