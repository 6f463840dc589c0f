import type { Cart } from "../cart"
import type { CartAttribute } from "../entry"
import { only, type Clause } from "./clauses"
import type { Solved } from "./solved"

/** A cart is for one of these. It has an address, is in one channel; entries name channels by their ids as well. */
const ONE_OF: ReadonlySet<CartAttribute> = new Set<CartAttribute>(["market", "channel", "currency"])

/** Segments of which nobody is in two: there was an order before, or there was none. */
const APART = ["new", "returning"]

/** What a cart can be, so that it has what is asked of its attributes; the currency is left to the amounts. */
export function solveAttributes(clause: Clause): Solved<Cart["attributes"]> {
  const attributes: Partial<Record<CartAttribute, readonly string[]>> = {}
  const asked = only(clause, "cart")
  for (const attribute of new Set(asked.map(({ atom }) => atom.attribute))) {
    const own = asked.filter(({ atom }) => atom.attribute === attribute)
    const ruledOut = new Set(own.flatMap(({ atom, holds }) => (holds ? [] : atom.anyOf)))
    const wanted = own.filter(({ holds }) => holds).map(({ atom }) => atom.anyOf)
    const open = wanted.map((values) => values.filter((value) => !ruledOut.has(value)))
    const [first, ...rest] = open
    if (!first) continue
    const none = open.findIndex((values) => values.length === 0)
    if (none >= 0) {
      return { because: `${attribute} cannot be ${listed(wanted[none]!)}, as that is what one of them is not for` }
    }
    if (ONE_OF.has(attribute)) {
      const shared = first.filter((value) => rest.every((values) => values.includes(value)))
      if (shared.length === 0) return { because: `a cart has one ${attribute}, not ${both(open)}` }
      attributes[attribute] = [shared[0]!]
    } else {
      const sides = APART.map((one) => open.some((values) => values.every((value) => value === one)))
      if (attribute === "customer_segment" && sides.every(Boolean)) {
        return { because: `a customer is ${APART.join(" or ")}, not both` }
      }
      attributes[attribute] =
        attribute === "customer_segment" ? oneSide(open, sides) : [...new Set(open.map((values) => values[0]!))]
    }
  }
  const firstOrder = only(clause, "first_order")
  const isFirst = (is: boolean) => firstOrder.some(({ atom, holds }) => holds && atom.is === is)
  const isNot = (is: boolean) => firstOrder.some(({ atom, holds }) => !holds && atom.is === is)
  if (isFirst(true) && isFirst(false)) return { because: "an order is the first or it is not" }
  if ([true, false].some((is) => isFirst(is) && isNot(is))) {
    return { because: "one asks for what the other is not for: whether it is the first order" }
  }
  return { value: attributes }
}

/** One value for each, and of `new` and `returning` only one. */
function oneSide(open: readonly (readonly string[])[], sides: readonly boolean[]): readonly string[] {
  const [side = APART[0]!] = APART.filter((_, at) => sides[at])
  const choices = open.map((values) => values.find((value) => value === side || !APART.includes(value)))
  return [...new Set(choices.map((value, at) => value ?? open[at]![0]!))]
}

const both = (open: readonly (readonly string[])[]) =>
  [...new Set(open.map(listed))].join(" and ") + (open.length > 1 ? " at once" : "")

const listed = (values: readonly string[]) => (values.length > 5 ? `any of ${values.length}` : values.join(" or "))
