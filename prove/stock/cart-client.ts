import type { Act, Line } from "./act"
import { ClientBase, said } from "./client-base"
import { LOCATIONS } from "./world"

const STRATEGIES = ["priority", "nearest", "fewest_splits", "lowest_cost"] as const
/** Most lapse while somebody works with them; some must last to the end, to see that nothing acknowledged is lost. */
export const TTL_SECONDS = [1, 1, 1, 2, 3, 10, 600, 600]
export const CLOCKS_DIFFER_MS = 5_000

/** Holds: of one line and of several, of carts over several locations, repeated, read and let go. */
export class CartClient extends ClientBase {
  protected async place(lines: number): Promise<void> {
    const act = {
      kind: "placeHold",
      holdId: this.id("cart"),
      lines: this.lines(lines),
      ttlSeconds: this.pick(TTL_SECONDS),
    } as const
    const answer = await this.ask(act)
    if (answer.outcome === "done") this.keepHold(act.holdId, merged(act.lines), answer.value)
  }

  protected async placeAgain(): Promise<void> {
    const found = this.ownHold()
    if (!found) return
    const [holdId, { lines, expiresAtMs }] = found
    const answer = await this.ask({ kind: "placeHold", holdId, lines, ttlSeconds: this.pick(TTL_SECONDS) })
    if (answer.outcome === "done") this.keepHold(holdId, lines, answer.value)
    else if (expiresAtMs > Date.now() + CLOCKS_DIFFER_MS) {
      this.lost(`hold ${holdId} was acknowledged, and its repetition was refused: ${said(answer)}`)
    } else this.books.holds.delete(holdId)
  }

  protected async holdCart(): Promise<void> {
    const before = this.random() < 0.5 ? this.ownHold() : undefined
    const holdId = before?.[0] ?? this.id("cart")
    const answer = await this.ask(this.cartOf(holdId))
    if (answer.outcome === "done")
      this.keepHold(holdId, (answer.value as { lines: Line[] }).lines.map(bare), answer.value)
    else if (before && before[1].expiresAtMs <= Date.now() + CLOCKS_DIFFER_MS) this.books.holds.delete(holdId)
  }

  protected async release(): Promise<void> {
    const found = this.ownHold()
    if (!found) return
    await this.ask({ kind: "releaseHold", holdId: found[0] })
    this.books.holds.delete(found[0])
    this.own.delete(found[0])
  }

  protected async read(): Promise<void> {
    const found = this.ownHold()
    if (!found) return
    const [holdId, told] = found
    const answer = await this.ask({ kind: "readHold", holdId })
    if (answer.outcome !== "done" || told.expiresAtMs <= Date.now() + CLOCKS_DIFFER_MS) return
    const is = textOf((answer.value as { lines: Line[] } | null)?.lines ?? [])
    const wanted = textOf(told.lines)
    if (is !== wanted) this.lost(`hold ${holdId} was acknowledged with ${wanted} and holds ${is || "nothing"}`)
  }

  protected cartOf(holdId: string): Act {
    const permitted = this.random() < 0.15
    const items = permitted ? this.items(({ permitted }) => permitted) : this.items(({ permitted }) => !permitted)
    const wanted = Array.from({ length: 1 + this.below(2) }, () => this.pick(items))
    return {
      kind: "holdCart",
      holdId,
      lines: wanted.map((item) => ({ itemId: item.id, quantity: this.units(item, 8) })),
      locationIds: this.shuffled(LOCATIONS).slice(0, 1 + this.below(3)),
      strategy: this.pick(STRATEGIES),
      ttlSeconds: this.pick(TTL_SECONDS),
      capSeconds: this.random() < 0.3 ? 2 : null,
      allowBackorder: permitted,
    }
  }

  protected keepHold(holdId: string, lines: readonly Line[], value: unknown): void {
    const { expiresAt, committed } = value as { expiresAt: string | null; committed?: boolean }
    if (committed || expiresAt === null) return
    this.own.add(holdId)
    this.books.holds.set(holdId, { lines, expiresAtMs: Date.parse(expiresAt) })
  }

  protected ownHold() {
    const ids = [...this.own].filter((id) => this.books.holds.has(id))
    const id = ids.length > 0 ? this.pick(ids) : undefined
    const hold = id === undefined ? undefined : this.books.holds.get(id)
    return id !== undefined && hold ? ([id, hold] as const) : undefined
  }
}

const bare = ({ itemId, locationId, quantity }: Line): Line => ({ itemId, locationId, quantity })

const textOf = (lines: readonly Line[]) =>
  lines
    .map(({ itemId, locationId, quantity }) => `${itemId} ${locationId} ${quantity}`)
    .sort()
    .join(", ")

/** Lines of the same level become one, as a hold keeps them. */
function merged(lines: readonly Line[]): readonly Line[] {
  const levels = new Map<string, Line>()
  for (const line of lines) {
    const key = `${line.itemId} ${line.locationId}`
    levels.set(key, { ...line, quantity: line.quantity + (levels.get(key)?.quantity ?? 0) })
  }
  return [...levels.values()]
}
