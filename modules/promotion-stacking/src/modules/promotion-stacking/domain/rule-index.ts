import type { Cart } from "./cart"
import type { CartAttribute, Condition, LineAttribute } from "./entry"
import { isGlob } from "./glob"
import { PriorityOrder } from "./priority-order"
import type { Rule } from "./rule"

/** One thing that rules ask for by value. */
type Dimension = `cart ${CartAttribute}` | `line ${LineAttribute}` | "code"

/**
 * Finds the rules that a cart could fulfil without asking each. For each thing that rules ask for by value there is a
 * set of the rules that do not ask for it, and one for each value. A rule stays in the running when it is, for every such
 * thing, in the first set or in that of a value the cart has; sets are bits, so thirty-two rules are decided at once.
 *
 * What it lets through still has to be checked: times, sums, quantities, and conditions inside any and not.
 */
export class RuleIndex {
  private readonly rules: (Rule | undefined)[] = []
  private readonly places = new Map<string, number>()
  private readonly free: number[] = []
  private readonly order = new PriorityOrder(this.rules)
  private readonly dimensions = new Map<Dimension, Values>()
  private active: Uint32Array = new Uint32Array(1)

  constructor(rules: Iterable<Rule> = []) {
    for (const rule of rules) this.put(rule)
  }

  get size(): number {
    return this.places.size
  }

  get(id: string): Rule | undefined {
    const place = this.places.get(id)
    return place === undefined ? undefined : this.rules[place]
  }

  /** Highest priority first. */
  all(): readonly Rule[] {
    return this.order.all()
  }

  /** Adds a rule, or puts it in the place of the one with its id. */
  put(rule: Rule): void {
    const before = this.takeOut(rule.id)
    const place = this.free.pop() ?? this.rules.length
    this.rules[place] = rule
    this.places.set(rule.id, place)
    // It gets the place it had, so one that starts, stops or asks for something else stays where it stands.
    if (before?.priority !== rule.priority) this.order.change(place)
    this.active = set(grown(this.active, place), place)
    const asked = askedBy(rule)
    for (const dimension of asked.keys()) {
      if (!this.dimensions.has(dimension))
        this.dimensions.set(dimension, new Values(this.active, place, readerOf(dimension)))
    }
    for (const [dimension, values] of this.dimensions) values.put(place, asked.get(dimension) ?? null)
  }

  remove(id: string): void {
    const place = this.places.get(id)
    if (place === undefined) return
    this.takeOut(id)
    this.order.change(place)
  }

  /** Rules that are in the running for a cart, highest priority first. */
  find(cart: Cart): readonly Rule[] {
    const sets = [this.active]
    for (const values of this.dimensions.values()) sets.push(values.accepting(cart))
    return this.order.read(sets, (this.rules.length + 31) >> 5)
  }

  private takeOut(id: string): Rule | undefined {
    const place = this.places.get(id)
    if (place === undefined) return undefined
    for (const values of this.dimensions.values()) values.remove(place)
    this.active[place >> 5]! &= ~(1 << (place & 31))
    const rule = this.rules[place]
    this.rules[place] = undefined
    this.places.delete(id)
    this.free.push(place)
    return rule
  }
}

/** For one dimension: who does not ask, and who asks for which value. Rare values are lists, frequent ones are bits. */
class Values {
  private indifferent: Uint32Array
  private accepted: Uint32Array
  private readonly askers = new Map<string, number[] | Uint32Array>()
  private readonly asked = new Map<number, readonly string[]>()

  constructor(
    active: Uint32Array,
    except: number,
    private readonly valuesOf: (cart: Cart) => Iterable<string>,
  ) {
    this.indifferent = active.slice()
    this.accepted = new Uint32Array(active.length)
    this.indifferent[except >> 5]! &= ~(1 << (except & 31))
  }

  put(place: number, values: readonly string[] | null): void {
    this.indifferent = grown(this.indifferent, place)
    if (this.accepted.length < this.indifferent.length) this.accepted = new Uint32Array(this.indifferent.length)
    if (values === null) {
      set(this.indifferent, place)
      return
    }
    this.asked.set(place, values)
    for (const value of values) {
      const askers = this.askers.get(value) ?? []
      if (askers instanceof Uint32Array) this.askers.set(value, set(grown(askers, place), place))
      else {
        askers.push(place)
        // Above one in thirty-two, going through the list takes longer than going through the bits.
        this.askers.set(value, askers.length > this.indifferent.length ? bitsOf(askers) : askers)
      }
    }
  }

  remove(place: number): void {
    this.indifferent[place >> 5]! &= ~(1 << (place & 31))
    for (const value of this.asked.get(place) ?? []) {
      const askers = this.askers.get(value)
      if (askers instanceof Uint32Array) askers[place >> 5]! &= ~(1 << (place & 31))
      else askers?.splice(askers.indexOf(place), 1)
    }
    this.asked.delete(place)
  }

  /** Who does not ask, or asks for a value that the cart has. The same set is filled again for the next cart. */
  accepting(cart: Cart): Uint32Array {
    const { accepted, indifferent } = this
    accepted.set(indifferent)
    for (const value of this.valuesOf(cart)) {
      const askers = this.askers.get(value)
      if (!askers) continue
      if (askers instanceof Uint32Array) {
        for (let word = 0; word < askers.length; word++) accepted[word]! |= askers[word]!
      } else for (const place of askers) accepted[place >> 5]! |= 1 << (place & 31)
    }
    return accepted
  }
}

/** By dimension, the values of which a cart must have one. */
function askedBy(rule: Rule): ReadonlyMap<Dimension, readonly string[]> {
  const asked = new Map<Dimension, readonly string[]>()
  const ask = (dimension: Dimension, values: readonly string[]) => {
    // A second condition on the same thing is left to the check.
    if (!asked.has(dimension) && values.length > 0 && !values.some(isGlob)) asked.set(dimension, values)
  }
  if (rule.codes.size > 0) ask("code", [...rule.codes])
  const walk = (condition: Condition) => {
    if (condition.kind === "all") condition.of.forEach(walk)
    else if (condition.kind === "cart") ask(`cart ${condition.attribute}`, condition.anyOf)
    else if (condition.kind === "lines") {
      for (const [attribute, values] of Object.entries(condition.selector)) {
        ask(`line ${attribute as LineAttribute}`, values)
      }
    }
  }
  walk(rule.condition)
  return asked
}

function readerOf(dimension: Dimension): (cart: Cart) => Iterable<string> {
  if (dimension === "code") return (cart) => cart.codes
  if (dimension.startsWith("cart ")) {
    const attribute = dimension.slice("cart ".length) as CartAttribute
    return (cart) => cart.attributes[attribute] ?? []
  }
  const attribute = dimension.slice("line ".length) as LineAttribute
  return (cart) => {
    const values = new Set<string>()
    for (const line of cart.lines) for (const value of line.attributes[attribute] ?? []) values.add(value)
    return values
  }
}

const grown = (bits: Uint32Array, place: number): Uint32Array => {
  if (place >> 5 < bits.length) return bits
  const larger = new Uint32Array(Math.max((place >> 5) + 1, bits.length * 2))
  larger.set(bits)
  return larger
}

const set = (bits: Uint32Array, place: number): Uint32Array => {
  bits[place >> 5]! |= 1 << (place & 31)
  return bits
}

const bitsOf = (places: readonly number[]): Uint32Array => {
  const bits = new Uint32Array((Math.max(...places) >> 5) + 1)
  for (const place of places) bits[place >> 5]! |= 1 << (place & 31)
  return bits
}
