import type { Act, Answer, Line } from "./act"
import type { Books } from "./books"
import { LOCATIONS, type World, type WorldItem } from "./world"

export type Ask = (act: Act) => Promise<Answer>

/** What all clients of a run share: what they were told, and what several of them work on at once. */
export interface Shared {
  readonly world: World
  readonly books: Books
  /** Reservations that anybody changes, deletes and restores. */
  readonly reservations: { readonly id: string; readonly item: WorldItem; readonly lineItemId: string }[]
  readonly fault: (invariant: string, found: string) => void
}

/** What a client draws from, and what it keeps: its chance, its ids, and what only it speaks of. */
export class ClientBase {
  private made = 0
  /** Ids of the holds, reservations, orders, receipts and transfers that are this client's alone. */
  protected readonly own = new Set<string>()

  constructor(
    private readonly name: string,
    protected readonly random: () => number,
    protected readonly shared: Shared,
    protected readonly ask: Ask,
  ) {}

  protected async simply(act: Act): Promise<void> {
    await this.ask(act)
  }

  protected lines(count: number): readonly Line[] {
    return Array.from({ length: count }, () => {
      // Half of all asks are for the one item that everybody wants.
      const item = this.random() < 0.5 ? this.shared.world.items[0]! : this.pick(this.shared.world.items)
      const stocked = this.shared.world.levels.filter(({ itemId }) => itemId === item.id)
      const places = stocked.length > 0 ? stocked.map(({ locationId }) => locationId) : LOCATIONS
      return { itemId: item.id, locationId: this.pick(places), quantity: this.units(item, 4) }
    })
  }

  protected otherwise(line: Line): Line {
    const item = this.itemOf(line.itemId)
    return {
      ...line,
      quantity: this.units(item, 6),
      locationId: this.random() < 0.5 ? this.pick(LOCATIONS) : line.locationId,
    }
  }

  protected units(item: WorldItem, most: number): number {
    return (1 + this.below(most / item.step)) * item.step
  }

  protected items(fits: (item: WorldItem) => boolean): readonly WorldItem[] {
    return this.shared.world.items.filter(fits)
  }

  protected itemOf(itemId: string): WorldItem {
    return this.shared.world.items.find(({ id }) => id === itemId) ?? this.shared.world.items[0]!
  }

  protected id(what: string): string {
    this.made += 1
    return `${what}_${this.name}_${this.made}`
  }

  protected below(bound: number): number {
    return Math.floor(this.random() * bound)
  }

  protected pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!
  }

  protected shuffled<T>(values: readonly T[]): T[] {
    const left = [...values]
    return values.map(() => left.splice(this.below(left.length), 1)[0]!)
  }

  protected lost(found: string): void {
    this.shared.fault("acknowledged_acts_are_there", found)
  }

  protected get books(): Books {
    return this.shared.books
  }
}

export const said = (answer: Answer) =>
  answer.outcome === "refused"
    ? `${answer.code} (${answer.message})`
    : answer.outcome === "failed"
      ? answer.message
      : "done"
