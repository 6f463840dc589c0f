import { done, refuse, type Outcome, type Refusal, type SqlTx } from "@holdfast/kernel"
import { ALLOCATION_STRATEGIES } from "./domain/allocation/allocation-strategies"
import { allOf } from "./domain/all-of"
import { DEFAULT_POLICY, EVERY_CHANNEL, type ChannelPolicy } from "./domain/channel-policy"
import type { ItemPolicy } from "./domain/item-policy"
import { parseLocationPolicy, type LocationPolicy, type LocationPolicyChange } from "./domain/location-policy"
import type { Movement, MovementCause } from "./domain/movement"
import { parseChannelPolicy, type ChannelPolicyChange } from "./domain/parse-channel-policy"
import { parseItemPolicy, type ItemPolicyChange } from "./domain/parse-item-policy"
import { parseOptionalText, parseText } from "./domain/parse-text"
import { parseQuantity, subtractQuantities } from "./domain/quantity"
import { refuseShortage } from "./domain/shortage"
import type { JudgedPromise } from "./domain/standing-promise"
import { levelId, type LevelKey } from "./domain/stock-level"
import type { PromiseKeeper } from "./promise-keeper"
import type { StockActs } from "./stock-acts"
import { lockChannelPolicies, readChannelPolicies, saveChannelPolicy } from "./store/channel-policy"
import { lockItemLevels, lockItemPolicies, readItemPolicies, saveItemPolicies } from "./store/item-policies"
import { setDecimals } from "./store/level-rows"
import { listLevels, type ListedLevel } from "./store/list-levels"
import { lockLevels } from "./store/lock-levels"
import { lockLocationPolicy, readLocationPolicies, saveLocationPolicy } from "./store/location-policies"
import { readStockUnits, readToday } from "./store/stock-units"

/** What a merchant sets at one level. */
export interface LevelChange {
  readonly safetyStock?: number | undefined
  readonly count?:
    | {
        readonly onHand: number
        /** Fewer than are promised is true all the same: record it, and name the promises. */
        readonly acceptShortage?: boolean | undefined
        readonly reason?: string | null | undefined
      }
    | undefined
  readonly actor?: string | undefined
}

export interface LevelAnswer {
  readonly level: ListedLevel
  /** What stock no longer keeps, with the days given instead. */
  readonly promisesAtRisk: readonly JudgedPromise[]
}

/** What merchants decide about items, locations and sales channels. */
export class StockPolicies {
  constructor(
    private readonly acts: StockActs,
    private readonly promises: PromiseKeeper,
    private readonly reading: SqlTx,
  ) {}

  /** Sets safety stock and the units on hand as counted. A count below what is promised needs its shortage accepted. */
  async setLevel(key: LevelKey, change: LevelChange): Promise<Outcome<LevelAnswer, Refusal>> {
    const named = allOf({
      itemId: parseText(key.itemId, { field: "item_id" }),
      locationId: parseText(key.locationId, { field: "location_id" }),
      reason: parseOptionalText(change.count?.reason, { field: "count.reason", max: 2_000 }),
    })
    if (!named.ok) return named
    const { reason, ...level } = named.value
    const cause: MovementCause = { ...(reason !== null && { reason }), ...(change.actor && { actor: change.actor }) }
    return this.acts.write(async (tx) => {
      const [before] = await lockLevels(tx, [level])
      const decimals = (await readStockUnits(tx, [level])).get(levelId(level))
      if (!before || decimals === undefined) {
        return refuseShortage([{ ...level, known: false, short: 0, available: 0, promises: false }])
      }
      const read = allOf({
        safetyStock:
          change.safetyStock === undefined
            ? done(before.safetyStock)
            : parseQuantity(change.safetyStock, { field: "safety_stock", decimals, allowZero: true }),
        onHand:
          change.count === undefined
            ? done(before.onHand)
            : parseQuantity(change.count.onHand, { field: "count.on_hand", decimals, allowZero: true }),
      })
      if (!read.ok) return read
      const movements = (kind: "counted" | "shortage_accepted", permit: boolean): Movement[] => [
        { ...level, kind, onHand: subtractQuantities(read.value.onHand, before.onHand), permit },
        {
          ...level,
          kind: "safety_stock_set",
          safetyStock: subtractQuantities(read.value.safetyStock, before.safetyStock),
          permit,
        },
      ]
      let atRisk: readonly JudgedPromise[] = []
      const moved = await this.acts.move(tx, movements("counted", false), cause)
      if (!moved.ok) {
        if (moved.code !== "stock_below_promised" || change.count?.acceptShortage !== true) return moved
        const accepted = await this.acts.move(tx, movements("shortage_accepted", true), cause)
        if (!accepted.ok) return accepted
        atRisk = await this.promises.redate(tx, [level], "shortage accepted")
      }
      return done({ level: await this.shown(tx, level), promisesAtRisk: atRisk })
    })
  }

  private async shown(tx: SqlTx, { itemId, locationId }: LevelKey): Promise<ListedLevel> {
    const { rows } = await listLevels(tx, { itemIds: [itemId], locationIds: [locationId], limit: 1, offset: 0 })
    return rows[0]!
  }

  /** An item's policy; null when it has none of its own. */
  async itemPolicy(itemId: string): Promise<Outcome<ItemPolicy | null, Refusal>> {
    const named = parseText(itemId, { field: "item_id" })
    if (!named.ok) return named
    const [found] = await readItemPolicies(this.reading, [itemId])
    if (!found) return unknownItem(itemId)
    const { kept, ...policy } = found
    return done(kept ? policy : null)
  }

  async setItemPolicy(itemId: string, change: ItemPolicyChange): Promise<Outcome<ItemPolicy, Refusal>> {
    const named = parseText(itemId, { field: "item_id" })
    if (!named.ok) return named
    return this.acts.write(async (tx) => {
      const levels = await lockItemLevels(tx, [itemId])
      await lockItemPolicies(tx, [itemId])
      const [found] = await readItemPolicies(tx, [itemId])
      if (!found) return unknownItem(itemId)
      const { kept: _, ...before } = found
      const after = parseItemPolicy(before, change, await readToday(tx))
      if (!after.ok) return after
      const { decimals } = after.value
      const finer = decimals === null ? undefined : levels.find((level) => level.finest > decimals)
      if (finer) return decimalsInUse(finer, decimals)
      await saveItemPolicies(tx, [after.value])
      await setDecimals(tx, [itemId])
      return after
    })
  }

  /** Every location that has a policy of its own. */
  locationPolicies(): Promise<readonly LocationPolicy[]> {
    return readLocationPolicies(this.reading)
  }

  async setLocationPolicy(locationId: string, change: LocationPolicyChange): Promise<Outcome<LocationPolicy, Refusal>> {
    const named = parseText(locationId, { field: "location_id" })
    if (!named.ok) return named
    return this.acts.write(async (tx) => {
      const after = parseLocationPolicy(await lockLocationPolicy(tx, locationId), change)
      if (after.ok) await saveLocationPolicy(tx, after.value)
      return after
    })
  }

  /** Every channel's policy; the one of `*` is everybody else's. */
  channelPolicies(): Promise<readonly ChannelPolicy[]> {
    return readChannelPolicies(this.reading)
  }

  /** A channel without a policy of its own begins with everybody's. */
  async setChannelPolicy(channelId: string, change: ChannelPolicyChange): Promise<Outcome<ChannelPolicy, Refusal>> {
    const named = parseText(channelId, { field: "sales_channel_id" })
    if (!named.ok) return named
    return this.acts.write(async (tx) => {
      const policies = await lockChannelPolicies(tx, channelId)
      const before = policies.find((policy) => policy.salesChannelId === channelId)
      const everybody = policies.find((policy) => policy.salesChannelId === EVERY_CHANNEL) ?? DEFAULT_POLICY
      const after = parseChannelPolicy({ ...(before ?? everybody), salesChannelId: channelId }, change, [
        ...ALLOCATION_STRATEGIES.keys(),
      ])
      if (after.ok) await saveChannelPolicy(tx, after.value)
      return after
    })
  }
}

export const unknownItem = (itemId: string) =>
  refuse("inventory_item_unknown", `There is no inventory item ${itemId}.`, "Look for it in the list of levels.")

export const decimalsInUse = (level: LevelKey & { readonly finest: number }, decimals: number | null) =>
  refuse(
    "quantity_invalid",
    `decimals is ${decimals}, and item ${level.itemId} at location ${level.locationId} has quantities with ${level.finest}.`,
    `Count and release it to quantities with at most ${decimals} decimals first.`,
  )
