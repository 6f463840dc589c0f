import { byPriority, type Rule } from "./rule"

/** So many changes at once are sorted in; fewer are put where they belong, which compares with few others. */
const MANY = 16

/** Where each rule stands among all, so that a set of them is read out highest priority first without being sorted. */
export class PriorityOrder {
  /** From the highest priority down. */
  private places: number[] = []
  private ranks = new Uint32Array(1)
  private ranked = new Uint32Array(1)
  private readonly changed = new Set<number>()

  /** @param rules by place; whoever changes one says so */
  constructor(private readonly rules: readonly (Rule | undefined)[]) {}

  /** The rule at a place came, went, or became another. */
  change(place: number): void {
    this.changed.add(place)
  }

  all(): Rule[] {
    this.settle()
    return this.places.map((place) => this.rules[place]!)
  }

  /**
   * The rules at the places that all sets have, highest priority first.
   *
   * @param sets a bit for each place; together they have none without a rule
   * @param words of each set that are looked at
   */
  read(sets: readonly Uint32Array[], words: number): readonly Rule[] {
    this.settle()
    const { places, ranks, ranked, rules } = this
    ranked.fill(0)
    for (let word = 0; word < words; word++) {
      let bits = -1
      for (let n = 0; n < sets.length && bits !== 0; n++) bits &= sets[n]![word]!
      while (bits !== 0) {
        const lowest = bits & -bits
        const rank = ranks[(word << 5) + 31 - Math.clz32(lowest)]!
        ranked[rank >> 5]! |= 1 << (rank & 31)
        bits ^= lowest
      }
    }
    const read: Rule[] = []
    for (let word = 0; word < ranked.length; word++) {
      let bits = ranked[word]!
      while (bits !== 0) {
        const lowest = bits & -bits
        read.push(rules[places[(word << 5) + 31 - Math.clz32(lowest)]!]!)
        bits ^= lowest
      }
    }
    return read
  }

  /** Done when somebody reads, so that many changes in a row are one. */
  private settle(): void {
    if (this.changed.size === 0) return
    const { changed, places, rules } = this
    if (changed.size > MANY) {
      const kept = places.filter((place) => !changed.has(place))
      this.places = [...kept, ...[...changed].filter((place) => rules[place])]
      this.places.sort((a, b) => byPriority(rules[a]!, rules[b]!))
    } else {
      // All are taken out first: where one belongs is only known among rules that are in their order.
      for (const place of changed) {
        const rank = places.indexOf(place)
        if (rank >= 0) places.splice(rank, 1)
      }
      for (const place of changed) if (rules[place]) places.splice(this.rankOf(rules[place]), 0, place)
    }
    changed.clear()
    if (this.ranks.length < rules.length) this.ranks = new Uint32Array(rules.length * 2)
    this.ranked = new Uint32Array((this.places.length >> 5) + 1)
    for (let rank = 0; rank < this.places.length; rank++) this.ranks[this.places[rank]!] = rank
  }

  private rankOf(rule: Rule): number {
    const { places } = this
    let [low, high] = [0, places.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (byPriority(this.rules[places[middle]!]!, rule) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
}
