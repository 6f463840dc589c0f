import { generateEntityId } from "@medusajs/framework/utils"
import { appendToOutbox, done, type Outcome, type Refusal, type SqlTx } from "@holdfast/kernel"
import { beyondSupply } from "./domain/beyond-supply"
import { DAY_UNKNOWN, type CalendarDay } from "./domain/calendar-day"
import { groupBy } from "./domain/group-by"
import { earliestPromise } from "./domain/promise-at"
import { promisesAtRisk } from "./domain/promises-at-risk"
import { addQuantities, subtractQuantities, sumQuantities } from "./domain/quantity"
import type { JudgedPromise, StandingPromise } from "./domain/standing-promise"
import { keyOf, levelId, type LevelKey } from "./domain/stock-level"
import { stockNowOf } from "./domain/supply-timeline"
import { lockItemPolicies } from "./store/item-policies"
import { lockLevels } from "./store/lock-levels"
import type { Page } from "./store/page"
import { levelsThatOwe, listPromises, openPromises, redatePromises, type PromiseFilter } from "./store/promises"
import { readPromiseFacts, type PromiseLevel } from "./store/read-promise-facts"

export interface PromisesAsked extends PromiseFilter {
  /** Only those that supply no longer keeps. */
  readonly atRisk?: boolean | undefined
}

/** A promise as it is shown: a day that nobody knows is no day. */
export interface ShownPromise extends JudgedPromise {
  /** Promised beyond stock without a date. */
  readonly undated: boolean
}

/** Makes promises that dated supply can keep, says which of them it no longer keeps, and gives those another day. */
export class PromiseKeeper {
  constructor(private readonly reading: SqlTx) {}

  /**
   * The day for which a line beyond stock is promised, decided with its level locked: null from stock, DAY_UNKNOWN when
   * nobody knows. `atp` is what earlier lines of the same act have left of the level.
   *
   * Refuses `insufficient_inventory` beyond the backorder limit, `preorder_cap_reached` beyond the cap.
   */
  async backorder(tx: SqlTx, key: LevelKey, quantity: number, atp: number): Promise<Outcome<string | null, Refusal>> {
    const [locked] = await lockLevels(tx, [key])
    await lockItemPolicies(tx, [key.itemId])
    const facts = await readPromiseFacts(tx, [key.itemId], null)
    const pending = locked ? subtractQuantities(locked.atp, atp) : 0
    const levels = facts.levels.map((level) =>
      level.locationId === key.locationId ? { ...level, allocated: addQuantities(level.allocated, pending) } : level,
    )
    const here = levels.filter((level) => level.locationId === key.locationId)
    if (here.length === 0) return done(null) // The movement itself refuses a level that is not there.
    const policy = facts.policies[0]
    const answer = earliestPromise({
      levels: here,
      supply: {
        today: facts.today,
        supplies: facts.supplies,
        demands: facts.demands,
        policy: policy ? { ...policy, backorderedNow: beyondSupply(levels, facts.supplies) } : null,
      },
      quantity,
      backorderAllowed: true,
      exceptDemand: null,
    })
    if (!answer.ok) return answer
    const { day, source } = answer.value.promise
    return done(day === null ? DAY_UNKNOWN : source === "stock" && day <= facts.today ? null : day)
  }

  /**
   * Gives every promise at these levels that supply no longer keeps its new day, and tells the outbox, one event each.
   * The caller has locked the levels and changed their supply in the same transaction. A promise for which no day is
   * known keeps the one that was given: it is late, and stays first in line.
   */
  async redate(tx: SqlTx, keys: readonly LevelKey[], reason: string): Promise<readonly JudgedPromise[]> {
    const risks = await this.assess(tx, keys)
    await redatePromises(
      tx,
      risks.flatMap((risk) => (risk.newDay === null ? [] : { ...risk, newDay: risk.newDay })),
    )
    await appendToOutbox(
      tx,
      risks.map((risk) => ({
        id: generateEntityId(undefined, "evt"),
        name: risk.newDay === null ? "inventory.promise_at_risk" : "inventory.promise_redated",
        aggregateId: risk.lineItemId ?? risk.holdId ?? risk.reservationId ?? undefined,
        data: {
          lineItemId: risk.lineItemId,
          reservationId: risk.reservationId,
          holdId: risk.holdId,
          ...keyOf(risk),
          quantity: risk.quantity,
          oldDay: risk.promiseDay,
          newDay: risk.newDay,
          reason,
        },
      })),
    )
    return risks
  }

  /** The promises to order lines, and which of them are at risk as of now. */
  async list(filter: PromisesAsked): Promise<Page<ShownPromise>> {
    const { limit, offset } = filter
    const asOf = new Date().toISOString()
    if (filter.atRisk) {
      const risks = await this.assess(this.reading, await levelsThatOwe(this.reading, filter.itemId ?? null))
      const lines = filter.lineItemIds && new Set(filter.lineItemIds)
      const rows = risks.filter(
        (risk) => risk.reservationId && (!lines || (risk.lineItemId && lines.has(risk.lineItemId))),
      )
      return { rows: rows.slice(offset, offset + limit).map(shown), count: rows.length, limit, offset, asOf }
    }
    const { rows, count } = await listPromises(this.reading, filter)
    const risks = new Map(
      (
        await this.assess(
          this.reading,
          rows.filter((row) => row.open),
        )
      ).map((risk) => [idOf(risk), risk]),
    )
    return {
      rows: rows.map(({ open: _, ...row }) =>
        shown({ ...row, atRisk: risks.has(idOf(row)), newDay: risks.get(idOf(row))?.newDay ?? null }),
      ),
      count,
      limit,
      offset,
      asOf,
    }
  }

  /** The promises at these levels that supply, as it is expected now, does not keep. */
  private async assess(tx: SqlTx, keys: readonly LevelKey[]): Promise<readonly JudgedPromise[]> {
    if (keys.length === 0) return []
    const wanted = new Set(keys.map(levelId))
    const itemIds = [...new Set(keys.map((key) => key.itemId))]
    const facts = await readPromiseFacts(tx, itemIds, null)
    const supplies = groupBy(facts.supplies, levelId)
    const demands = groupBy(facts.demands, levelId)
    const levels = facts.levels
      .filter((level) => wanted.has(levelId(level)))
      .map((level) => ({ ...level, net: netOf(level, demands.get(levelId(level)) ?? []), fromStockToo: false }))
      .map((level) => ({ ...level, fromStockToo: level.net < 0 }))
    const promises = groupBy(await openPromises(tx, levels), levelId)
    const leadTimes = new Map(facts.policies.map((policy) => [policy.itemId, policy.leadTimeDays]))

    return levels.flatMap((level) => {
      const own = new Map((promises.get(levelId(level)) ?? []).map((promise) => [idOf(promise), promise]))
      if (own.size === 0) return []
      const fromStock = [...own.values()].filter((promise) => promise.promiseDay === null)
      return promisesAtRisk({
        today: facts.today,
        stockNow: level.fromStockToo
          ? addQuantities(level.net, sumQuantities(fromStock.map((promise) => promise.quantity)))
          : Math.max(0, subtractQuantities(level.net, level.safetyStock)),
        supplies: supplies.get(levelId(level)) ?? [],
        promises: [...own].map(([id, promise]) => ({
          id,
          lineItemId: promise.lineItemId ?? "",
          promisedDay: promise.promiseDay as CalendarDay | null,
          promisedAt: promise.promisedAt,
          quantity: promise.quantity,
        })),
        leadTimeDays: leadTimes.get(level.itemId) ?? null,
      }).flatMap((risk) => {
        const promise = own.get(risk.promiseId)
        return promise ? { ...promise, atRisk: true, newDay: risk.newDay } : []
      })
    })
  }
}

/**
 * Stock that no undated demand needs. Safety stock is left out: it hides units from new promises, but raising it breaks
 * none that was made.
 */
const netOf = (level: PromiseLevel, demands: Parameters<typeof stockNowOf>[1]) =>
  stockNowOf({ ...level, safetyStock: 0 }, demands)

const known = (day: string | null) => (day === DAY_UNKNOWN ? null : day)

const shown = (promise: JudgedPromise): ShownPromise => ({
  ...promise,
  promiseDay: known(promise.promiseDay),
  firstPromiseDay: known(promise.firstPromiseDay),
  undated: promise.promiseDay === DAY_UNKNOWN,
})

/** Within one level and beyond it: a reservation may be split, a hold may have several items. */
const idOf = (promise: StandingPromise) => `${promise.reservationId ?? ""} ${promise.holdId ?? ""} ${levelId(promise)}`
