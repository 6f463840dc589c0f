import type { Cart } from "./cart"
import type { CartAttribute, Condition, LineAttribute } from "./entry"
import { isGlob } from "./glob"
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
  private readonly dimensions = new Map<Dimension, Values>()
  private active: Uint32Array = new Uint32Array(1)
  private running: Uint32Array = new Uint32Array(1)
  private accepted: Uint32Array = new Uint32Array(1)

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

  all(): readonly Rule[] {
    return this.rules.filter((rule) => rule !== undefined)
  }

  /** Adds a rule, or puts it in the place of the one with its id. */
  put(rule: Rule): void {
    this.remove(rule.id)
    const place = this.free.pop() ?? this.rules.length
    this.rules[place] = rule
    this.places.set(rule.id, place)
    this.active = set(grown(this.active, place), place)
    if (this.running.length < this.active.length) {
      this.running = new Uint32Array(this.active.length)
      this.accepted = new Uint32Array(this.active.length)
    }
    const asked = askedBy(rule)
    for (const dimension of asked.keys()) {
      if (!this.dimensions.has(dimension)) this.dimensions.set(dimension, new Values(this.active, place))
    }
    for (const [dimension, values] of this.dimensions) values.put(place, asked.get(dimension) ?? null)
  }

  remove(id: string): void {
    const place = this.places.get(id)
    if (place === undefined) return
    for (const values of this.dimensions.values()) values.remove(place)
    this.active[place >> 5]! &= ~(1 << (place & 31))
    this.rules[place] = undefined
    this.places.delete(id)
    this.free.push(place)
  }

  /** Rules that are in the running for a cart, in no particular order. */
  find(cart: Cart): Rule[] {
    const words = this.active.length
    const { running, accepted } = this
    running.set(this.active)
    for (const [dimension, values] of this.dimensions) {
      values.accept(accepted, words, valuesOf(cart, dimension))
      for (let word = 0; word < words; word++) running[word]! &= accepted[word]!
    }
    const found: Rule[] = []
    for (let word = 0; word < words; word++) {
      let bits = running[word]!
      while (bits !== 0) {
        const lowest = bits & -bits
        found.push(this.rules[(word << 5) + 31 - Math.clz32(lowest)]!)
        bits ^= lowest
      }
    }
    return found
  }
}

/** For one dimension: who does not ask, and who asks for which value. Rare values are lists, frequent ones are bits. */
class Values {
  private indifferent: Uint32Array
  private readonly askers = new Map<string, number[] | Uint32Array>()
  private readonly asked = new Map<number, readonly string[]>()

  constructor(active: Uint32Array, except: number) {
    this.indifferent = active.slice()
    this.indifferent[except >> 5]! &= ~(1 << (except & 31))
  }

  put(place: number, values: readonly string[] | null): void {
    if (values === null) {
      this.indifferent = set(grown(this.indifferent, place), place)
      return
    }
    this.indifferent = grown(this.indifferent, place)
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

  accept(into: Uint32Array, words: number, values: Iterable<string>): void {
    into.fill(0, this.indifferent.length)
    into.set(this.indifferent)
    for (const value of values) {
      const askers = this.askers.get(value)
      if (!askers) continue
      if (askers instanceof Uint32Array) {
        const upTo = Math.min(words, askers.length)
        for (let word = 0; word < upTo; word++) into[word]! |= askers[word]!
      } else for (const place of askers) into[place >> 5]! |= 1 << (place & 31)
    }
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

function valuesOf(cart: Cart, dimension: Dimension): Iterable<string> {
  if (dimension === "code") return cart.codes
  if (dimension.startsWith("cart ")) return cart.attributes[dimension.slice(5) as CartAttribute] ?? []
  const attribute = dimension.slice(5) as LineAttribute
  const values = new Set<string>()
  for (const line of cart.lines) for (const value of line.attributes[attribute] ?? []) values.add(value)
  return values
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
