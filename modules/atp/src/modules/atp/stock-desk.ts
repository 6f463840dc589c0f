import { done, refuse, type Outcome, type Refusal, type SqlTx } from "@holdfast/kernel"
import type { StatementPool } from "@holdfast/host-kit"
import { explainAvailability, type AvailabilityExplanation } from "./domain/availability-explanation"
import { DAY_UNKNOWN, type CalendarDay } from "./domain/calendar-day"
import type { Hold } from "./domain/hold"
import { promisePolicy, timelineAt } from "./domain/promise-at"
import { parseQuantity, sumQuantities } from "./domain/quantity"
import { extendHold } from "./store/extend-hold"
import { readHolds } from "./store/hold-lines"
import { listHolds, type HoldFilter, type ListedHold } from "./store/list-holds"
import { listLevels, type LevelFilter, type ListedLevel } from "./store/list-levels"
import { listMovements, type ListedMovement, type MovementFilter } from "./store/list-movements"
import type { Page } from "./store/page"
import { projectLevels } from "./store/project-levels"
import { readPromiseFacts, type PromiseFacts, type PromiseLevel } from "./store/read-promise-facts"
import { readStockItem, type StockItem, type StockItemPolicy } from "./store/read-stock-item"
import { setHold } from "./store/set-hold"
import { soonestHolds } from "./store/soonest-holds"

export { LEVEL_ORDERS, type LevelOrder } from "./store/list-levels"

/** What can be promised for when, at one location. */
export interface LocationTimeline {
  readonly locationId: string
  /** Promisable from stock alone. */
  readonly now: number
  /** Units promised with no date known: they come after everything that has one. */
  readonly undatedDue: number
  readonly points: readonly {
    readonly day: CalendarDay
    readonly arriving: number
    readonly due: number
    readonly cumulative: number
    readonly available: number
  }[]
}

/** Everything about one item's stock. */
export interface StockItemSheet {
  readonly item: Omit<StockItem, "policy">
  readonly levels: readonly ListedLevel[]
  readonly policy: StockItemPolicy | null
  readonly timelines: readonly LocationTimeline[]
  readonly supplies: PromiseFacts["supplies"]
  readonly asOf: string
}

export interface AvailabilityQuery {
  readonly itemId: string
  readonly quantity: number
  /** Null: wherever it is stocked. */
  readonly locationIds: readonly string[] | null
  readonly backorderAllowed: boolean
}

/** Waiting for more holds than this one after the other is no advice any more. */
const HOLDS_WAITED_FOR = 200

/**
 * What a merchant looks at and decides. The pages read through the host's connections, so that however many of them are
 * open, none takes a connection away from the shoppers' holds.
 */
export class StockDesk {
  constructor(
    private readonly reading: SqlTx,
    private readonly pool: StatementPool,
  ) {}

  levels(filter: LevelFilter): Promise<Page<ListedLevel>> {
    return listLevels(this.reading, filter)
  }

  movements(filter: MovementFilter): Promise<Page<ListedMovement>> {
    return listMovements(this.reading, filter)
  }

  holds(filter: HoldFilter): Promise<Page<ListedHold>> {
    return listHolds(this.reading, filter)
  }

  async item(itemId: string): Promise<Outcome<StockItemSheet, Refusal<"inventory_item_unknown">>> {
    const known = await readStockItem(this.reading, itemId)
    if (!known) return unknownItem(itemId)
    const facts = await readPromiseFacts(this.reading, [itemId], null)
    const { policy, ...item } = known
    return done({
      item,
      levels: facts.levels.map(({ decimals: _, ...level }) => ({
        ...level,
        sku: item.sku,
        title: item.title,
        belowSafetyStock: level.atp < 0,
      })),
      policy,
      timelines: facts.levels.map((level) => timelineOf(level, facts)),
      supplies: facts.supplies,
      asOf: facts.asOf,
    })
  }

  /** Which supply covers which of the asked units, what keeps the rest away, and the smallest change that would help. */
  async explain(
    query: AvailabilityQuery,
  ): Promise<
    Outcome<AvailabilityExplanation, Refusal<"inventory_item_unknown" | "inventory_level_unknown" | "quantity_invalid">>
  > {
    const { itemId, locationIds, backorderAllowed } = query
    const facts = await readPromiseFacts(this.reading, [itemId], locationIds)
    const [first] = facts.levels
    if (!first) {
      if (!(await readStockItem(this.reading, itemId))) return unknownItem(itemId)
      return refuse(
        "inventory_level_unknown",
        `Item ${itemId} is not stocked ${locationIds ? `at ${locationIds.join(", ")}` : "at any location"}.`,
        "Add an inventory level for it at that location, or ask about a location that has one.",
      )
    }
    const quantity = parseQuantity(query.quantity, { field: "quantity", decimals: first.decimals })
    if (!quantity.ok) return quantity
    const places = facts.levels.map((level) => level.locationId)
    const holds = await soonestHolds(this.reading, itemId, places, HOLDS_WAITED_FOR)
    const here = supplyAt(facts, new Set(places))
    return done(
      explainAvailability({
        today: facts.today,
        quantity: quantity.value,
        locations: facts.levels.map((level) => ({
          // The page knows the locations' names and puts them in.
          name: level.locationId,
          level,
          supplies: here.supplies.filter((supply) => supply.locationId === level.locationId),
          demands: here.demands.filter((demand) => demand.locationId === level.locationId),
          holds: holds.filter((hold) => hold.locationId === level.locationId),
        })),
        policy: promisePolicy(here, backorderAllowed, null),
      }),
    )
  }

  /** Lets a live hold last at least `seconds` from now. */
  async extendHold(
    holdId: string,
    seconds: number,
  ): Promise<Outcome<Hold, Refusal<"hold_unknown" | "hold_expired" | "hold_committed">>> {
    return this.pool.transaction(async (tx) => {
      const extended = await extendHold(tx, holdId, seconds)
      if (!extended.ok) return extended
      const hold = (await readHolds(tx, [holdId])).get(holdId)
      return hold
        ? done(hold)
        : refuse("hold_unknown", `There is no hold ${holdId}.`, "List the holds and take one of them.")
    })
  }

  /** Lets a hold go, and shows its units as available at once. A hold that is not there is gone already. */
  async releaseHold(holdId: string): Promise<Outcome<void, Refusal>> {
    return this.pool.transaction(async (tx) => {
      const before = (await readHolds(tx, [holdId])).get(holdId)
      const released = await setHold(tx, holdId, [], 1, null)
      if (!released.ok) return released
      if (released.value.committed) {
        return refuse(
          "hold_committed",
          `Hold ${holdId} belongs to an order.`,
          "Cancel the order, or release its reservation.",
        )
      }
      if (before) await projectLevels(tx, before.lines)
      return done(undefined)
    })
  }
}

function timelineOf(level: PromiseLevel, facts: PromiseFacts): LocationTimeline {
  const { now, points } = timelineAt(level, supplyAt(facts, new Set([level.locationId])), null)
  const dated = points.filter((point) => point.day !== DAY_UNKNOWN)
  return {
    locationId: level.locationId,
    now,
    undatedDue: sumQuantities(points.filter((point) => point.day === DAY_UNKNOWN).map((point) => point.due)),
    points: dated.map(({ day, arriving, due, cumulative, available }) => ({
      day,
      arriving,
      due,
      cumulative,
      available,
    })),
  }
}

/** The dated supply of one item, at some locations. */
function supplyAt(facts: PromiseFacts, locationIds: ReadonlySet<string>) {
  return {
    today: facts.today,
    supplies: facts.supplies.filter((supply) => locationIds.has(supply.locationId)),
    demands: facts.demands.filter((demand) => locationIds.has(demand.locationId)),
    policy: facts.policies[0] ?? null,
  }
}

const unknownItem = (itemId: string) =>
  refuse("inventory_item_unknown", `There is no inventory item ${itemId}.`, "Look for it in the list of levels.")
