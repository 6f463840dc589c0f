import { done, refuse, type Outcome, type Refusal, type SqlTx } from "@holdfast/kernel"
import { allocate } from "./domain/allocation/allocate"
import type { AllocationCandidate } from "./domain/allocation/allocation-candidate"
import type { Address } from "./domain/geography/locate"
import { beyondSupply } from "./domain/beyond-supply"
import { DAY_UNKNOWN } from "./domain/calendar-day"
import type { Hold } from "./domain/hold"
import { earliestPromise } from "./domain/promise-at"
import { addQuantities, multiplyQuantity, subtractQuantities, sumQuantities } from "./domain/quantity"
import type { StockLevel } from "./domain/stock-level"
import type { StatementPool } from "@holdfast/host-kit"
import { recordDecision } from "./store/decisions"
import { readDatedSupply } from "./store/dated-supply"
import { lockItemPolicies } from "./store/item-policies"
import { lockHold, readHolds } from "./store/hold-lines"
import { lockLevels } from "./store/lock-levels"
import { readLevels } from "./store/read-levels"
import { setHold, type WantedLine } from "./store/set-hold"
import { unreleasedItems } from "./store/unreleased-items"

/** One item that a cart needs. The same item may come several times: in two lines, or in a kit and by itself. */
export interface CartLine {
  readonly itemId: string
  readonly quantity: number
  /** Units of the item in one of `quantity`, for a kit's part. Default 1. */
  readonly perUnit?: number
  readonly allowBackorder: boolean
}

/** What a cart needs: units per item, kits already in parts, and where they may come from. */
export interface CartDemand {
  /** The cart's id, which is its hold's id. */
  readonly holdId: string
  readonly lines: readonly CartLine[]
  /** The sales channel's locations. */
  readonly locations: readonly Omit<AllocationCandidate, "levels">[]
  readonly destination: Address
  readonly strategy: string
  readonly ttlSeconds: number
  readonly capSeconds: number | null
}

/** Stock alone does not answer this one: the rules of dated supply do. */
const NEEDS_A_DAY = refuse("insufficient_inventory", "The item is not released yet.", "Ask for its promise date.")

/** Whoever was there a moment earlier may have taken what was planned on: look again, a few times. */
const TRIES = 3

/**
 * Holds exactly what a cart needs, all lines or none.
 *
 * Where the units come from is planned on what is free and on what the cart holds already, and the plan is then checked
 * by the write itself; a plan that came too late is made anew. What stock cannot cover is promised for a day, decided
 * with all levels of the item locked.
 */
export class CartHolds {
  constructor(private readonly pool: StatementPool) {}

  async hold(asked: CartDemand): Promise<Outcome<Hold, Refusal>> {
    let refused: Refusal = refuse("stock_busy", "The stock changes faster than it can be planned on.", "Try again.")
    const cart = { ...asked, lines: perItem(asked.lines) }
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const answer = await this.fromStock(cart)
      if (answer.ok || answer.code !== "insufficient_inventory") return answer
      refused = answer
      if (answer.planned) continue
      return this.pool.transaction((tx) => this.withDates(tx, cart))
    }
    return refused
  }

  /** `planned` says that the plan fitted and the write did not. */
  private async fromStock(cart: CartDemand): Promise<Outcome<Hold, Refusal & { planned?: boolean }>> {
    const itemIds = cart.lines.map((line) => line.itemId)
    const own = (await readHolds(this.pool, [cart.holdId])).get(cart.holdId)
    if (own?.committed) return done(own)
    if (own && covers(own, cart) && own.lines.every((line) => (line.promiseDay ?? null) === null)) {
      return setHold(this.pool, cart.holdId, own.lines, cart.ttlSeconds, cart.capSeconds)
    }
    if (cart.lines.length === 0) return setHold(this.pool, cart.holdId, [], cart.ttlSeconds, cart.capSeconds)
    const [levels, unreleased] = await Promise.all([
      readLevels(
        this.pool,
        itemIds,
        cart.locations.map((location) => location.locationId),
      ),
      unreleasedItems(this.pool, itemIds),
    ])
    if (unreleased.length > 0) return NEEDS_A_DAY
    const plan = allocate(
      { lines: cart.lines.map(({ itemId, quantity }) => ({ itemId, quantity })), destination: cart.destination },
      candidates(cart, levels, own),
      cart.strategy,
    )
    if (!plan.ok) return plan
    await recordDecision(this.pool, cart.holdId, plan.value)
    const held = await setHold(this.pool, cart.holdId, plan.value.lines, cart.ttlSeconds, cart.capSeconds)
    return held.ok ? held : { ...held, planned: true }
  }

  private async withDates(tx: SqlTx, cart: CartDemand): Promise<Outcome<Hold, Refusal>> {
    const itemIds = cart.lines.map((line) => line.itemId)
    const locationIds = cart.locations.map((location) => location.locationId)
    await tx.query("select set_config('lock_timeout', '3s', true)", [])
    await lockHold(tx, cart.holdId)
    // With those of the lines it gives up, so that no level is locked out of order later.
    const before = (await readHolds(tx, [cart.holdId])).get(cart.holdId)?.lines ?? []
    await lockLevels(tx, [
      ...itemIds.flatMap((itemId) => locationIds.map((locationId) => ({ itemId, locationId }))),
      ...before,
    ])
    // A backorder limit is the item's, wherever its units are: whoever uses it up takes its policy's row.
    await lockItemPolicies(tx, itemIds)
    const own = (await readHolds(tx, [cart.holdId])).get(cart.holdId)
    const everywhere = await readLevels(tx, itemIds, null)
    const levels = everywhere.filter((level) => locationIds.includes(level.locationId))
    const dated = await readDatedSupply(tx, itemIds)
    const wanted: WantedLine[] = []
    const decided: unknown[] = []
    for (const line of cart.lines) {
      const mine = levels.filter((level) => level.itemId === line.itemId)
      if (mine.length === 0) {
        return refuse(
          "inventory_level_unknown",
          `Item ${line.itemId} is not stocked at any location of this sales channel.`,
          "Add an inventory level for it at one of the channel's locations.",
        )
      }
      const stock = allocate(
        { lines: [{ itemId: line.itemId, quantity: line.quantity }], destination: cart.destination },
        candidates(cart, mine, own),
        cart.strategy,
      )
      const supplies = dated.supplies.filter((supply) => supply.itemId === line.itemId)
      const all = everywhere.filter((level) => level.itemId === line.itemId)
      const found = dated.policies.find((one) => one.itemId === line.itemId)
      const policy = found ? { ...found, backorderedNow: beyondSupply(withoutOwn(all, own), supplies) } : null
      if (stock.ok && !policy?.preorderReleaseDay) {
        wanted.push(...stock.value.lines)
        decided.push(stock.value)
        continue
      }
      const answer = earliestPromise({
        // What the cart holds already is not in its way.
        levels: withoutOwn(mine, own),
        supply: {
          today: dated.today,
          supplies,
          demands: dated.demands.filter((demand) => demand.itemId === line.itemId && demand.id !== cart.holdId),
          policy,
        },
        quantity: line.quantity,
        backorderAllowed: line.allowBackorder,
        exceptDemand: cart.holdId,
      })
      // The shopper asks next what there is.
      if (!answer.ok) return { ...answer, ...("shortages" in stock && { shortages: stock.shortages }) }
      const { locationId, promise } = answer.value
      decided.push({ itemId: line.itemId, locationId, promise })
      const beyondStock = promise.source !== "stock" || (promise.day ?? "") > dated.today
      wanted.push({
        itemId: line.itemId,
        locationId,
        quantity: line.quantity,
        // Decided under the locks by day: a later supply may cover what today's counters do not show.
        permit: true,
        promiseDay: beyondStock ? (promise.day ?? DAY_UNKNOWN) : null,
      })
    }
    await recordDecision(tx, cart.holdId, decided)
    return setHold(tx, cart.holdId, wanted, cart.ttlSeconds, cart.capSeconds)
  }
}

/** Units per item. A backorder is allowed only where every line that wants the item allows one. */
function perItem(lines: readonly CartLine[]): readonly CartLine[] {
  const items = new Map<string, CartLine>()
  for (const { itemId, quantity, perUnit = 1, allowBackorder } of lines) {
    const before = items.get(itemId)
    const units = multiplyQuantity(quantity, perUnit)
    items.set(itemId, {
      itemId,
      quantity: addQuantities(before?.quantity ?? 0, units),
      allowBackorder: allowBackorder && (before?.allowBackorder ?? true),
    })
  }
  return [...items.values()].filter((line) => line.quantity > 0)
}

/** Whether a hold is exactly the units of the cart, wherever they are. */
function covers(hold: Hold, cart: CartDemand): boolean {
  const held = new Map<string, number>()
  for (const line of hold.lines) held.set(line.itemId, addQuantities(held.get(line.itemId) ?? 0, line.quantity))
  return (
    held.size === cart.lines.length &&
    cart.lines.every((line) => held.get(line.itemId) === line.quantity) &&
    hold.lines.every((line) => cart.locations.some((location) => location.locationId === line.locationId))
  )
}

function candidates(cart: CartDemand, levels: readonly StockLevel[], own: Hold | undefined): AllocationCandidate[] {
  return cart.locations.map((location) => ({
    ...location,
    levels: levels
      .filter((level) => level.locationId === location.locationId)
      // What is still on its way here has a day: it is promised with it, not sold as if it were on the shelf.
      .map((level) => ({
        itemId: level.itemId,
        atp: subtractQuantities(addQuantities(level.atp, ownAt(own, level)), level.transitIn),
      })),
  }))
}

/** Levels as if the cart held nothing. */
const withoutOwn = (levels: readonly StockLevel[], own: Hold | undefined) =>
  levels.map((level) => ({ ...level, held: subtractQuantities(level.held, ownAt(own, level)) }))

const ownAt = (own: Hold | undefined, level: StockLevel) =>
  sumQuantities(
    (own?.lines ?? [])
      .filter((line) => line.itemId === level.itemId && line.locationId === level.locationId)
      .map((line) => line.quantity),
  )
