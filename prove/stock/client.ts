import { TTL_SECONDS } from "./cart-client"
import type { Ask, Shared } from "./client-base"
import { StockClient } from "./stock-client"
import { LOCATIONS } from "./world"

/**
 * One client with a random schedule of its own. It waits for each answer, repeats what was not answered, and writes down
 * what it was told; on what it shares with others it keeps no books.
 */
export class Client extends StockClient {
  constructor(
    name: string,
    random: () => number,
    shared: Shared,
    ask: Ask,
    /** One client counts the items that an outside system counts. */
    private readonly imports: boolean,
  ) {
    super(name, random, shared, ask)
  }

  async run(goesOn: () => boolean): Promise<void> {
    const weighted = this.acts().flatMap(([weight, work]) => Array<() => Promise<void>>(weight).fill(work))
    while (goesOn()) await this.pick(weighted)()
  }

  private acts(): readonly (readonly [number, () => Promise<void>])[] {
    return [
      [14, () => this.place(1)],
      [6, () => this.place(2 + this.below(2))],
      [4, () => this.placeAgain()],
      [10, () => this.holdCart()],
      [4, () => this.release()],
      [5, () => this.read()],
      [10, () => this.reserve()],
      [10, () => this.commit()],
      [6, () => this.undoCommit()],
      [8, () => this.change()],
      [10, () => this.remove()],
      [5, () => this.restore()],
      [5, () => this.ship()],
      [6, () => this.adjust()],
      [4, () => this.levels()],
      [2, () => this.safetyStock()],
      [4, () => this.receipt()],
      [6, () => this.transfer()],
      [2, () => this.simply({ kind: "sweep" })],
      [2, () => this.simply({ kind: "project" })],
      [8, () => this.sharedCart()],
      [10, () => this.sharedReservation()],
      ...(this.imports ? ([[15, () => this.importCounts()]] as const) : []),
    ]
  }

  protected async sharedCart(): Promise<void> {
    const holdId = `shared_cart_${this.below(4)}`
    const draw = this.random()
    if (draw < 0.3) {
      await this.ask({
        kind: "placeHold",
        holdId,
        lines: this.lines(1 + this.below(2)),
        ttlSeconds: this.pick(TTL_SECONDS),
      })
    } else if (draw < 0.6) await this.ask(this.cartOf(holdId))
    else if (draw < 0.75) await this.ask({ kind: "releaseHold", holdId })
    else {
      const flowId = this.id("flow")
      const lines = this.orderLines(this.lines(1 + this.below(2)))
      const answer = await this.ask({ kind: "commitHold", flowId, holdId, lines })
      if (answer.outcome !== "done") return
      // Undone at once, so that the cart is open again.
      const reservationIds = answer.value as string[]
      await this.ask({ kind: "undoCommit", flowId, holdId, graceSeconds: this.pick([0, 1, 30]), reservationIds })
    }
  }

  protected async sharedReservation(): Promise<void> {
    if (this.shared.reservations.length === 0) return
    const { id, item, lineItemId } = this.pick(this.shared.reservations)
    const draw = this.random()
    const reservationIds = [id]
    if (draw < 0.35) {
      const locationId = this.random() < 0.4 ? this.pick(LOCATIONS) : undefined
      const quantity = this.units(item, 6)
      const key = this.id("change")
      await this.ask({ kind: "changeReservation", key, reservationId: id, quantity, ...(locationId && { locationId }) })
    } else if (draw < 0.5) await this.ask({ kind: "softDeleteReservations", reservationIds })
    else if (draw < 0.65) await this.ask({ kind: "restoreReservations", reservationIds })
    else if (draw < 0.75) await this.ask({ kind: "deleteByLine", lineItemId })
    else if (draw < 0.9) await this.ask({ kind: "restoreByLine", lineItemId })
    else await this.ask({ kind: "deleteReservations", reservationIds })
  }
}
