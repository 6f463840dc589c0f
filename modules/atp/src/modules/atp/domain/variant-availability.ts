import { allocate } from "./allocation/allocate"
import type { AllocationCandidate } from "./allocation/allocation-candidate"
import type { CalendarDay } from "./calendar-day"
import type { Address } from "./geography/locate"
import { earliestPromise, timelineAt, type ItemSupply } from "./promise-at"
import { compareQuantities, multiplyQuantity, parseQuantity, sumQuantities, unitsWithin } from "./quantity"
import type { StockLevel } from "./stock-level"
import { earliestDay, poolTimelines } from "./supply-timeline"

/** What a shopper buys, and the inventory items it takes: several in a kit. */
export interface SoldVariant {
  readonly variantId: string
  /** Sold without counting, when false. */
  readonly managed: boolean
  readonly backorderAllowed: boolean
  readonly parts: readonly { readonly itemId: string; readonly requiredQuantity: number }[]
}

/** One inventory item, and what there is of it where the sales channel sells from. */
export interface ItemStock {
  readonly levels: readonly (StockLevel & { readonly decimals: number })[]
  readonly supply: ItemSupply
}

/** What is the same for every variant that one shopper asks about. */
export interface ShopperAsk {
  readonly quantity: number
  readonly today: CalendarDay
  readonly locations: readonly Omit<AllocationCandidate, "levels">[]
  readonly destination: Address
  readonly strategy: string
}

export interface VariantAvailability {
  readonly variantId: string
  readonly quantity: number
  /** Whether so many can be bought now, also when they come later. */
  readonly available: boolean
  /** Units that can be promised from stock; null when they are not counted. */
  readonly availableQuantity: number | null
  /** The day for the whole quantity; null when it cannot be had, or when nobody knows the day. */
  readonly promiseDate: CalendarDay | null
  /** A stable code, when not available. */
  readonly reason: string | null
  /** When not available: the next day on which there is more. */
  readonly nextDate: CalendarDay | null
}

interface Part extends ItemStock {
  readonly itemId: string
  readonly need: number
}

/**
 * Whether a variant can be bought, and for when. A kit can be bought when each of its parts can, and comes with the last
 * of them. The answer is the one that a cart would get: from stock, the units may come from several locations, chosen by
 * the channel's strategy; beyond stock, from the one that has all of them first.
 */
export function variantAvailability(
  variant: SoldVariant,
  stockOf: (itemId: string) => ItemStock,
  ask: ShopperAsk,
): VariantAvailability {
  const { variantId } = variant
  const { quantity, today } = ask
  const answer = { variantId, quantity, nextDate: null }
  if (!variant.managed) return { ...answer, available: true, availableQuantity: null, promiseDate: today, reason: null }

  const parts = partsOf(variant, stockOf, quantity)
  const no = { ...answer, available: false, availableQuantity: unitsThere(variant, parts), promiseDate: null }
  // The host refuses such a variant at the cart as well.
  if (parts.length === 0) return { ...no, reason: "inventory_item_missing" }
  if (parts.some((part) => part.levels.length === 0)) return { ...no, reason: "inventory_level_unknown" }
  if (!parts.every(isInUnit)) return { ...no, reason: "quantity_invalid" }

  const inStock = parts.filter((part) => isInStock(part, today))
  const later = parts
    .filter((part) => !inStock.includes(part))
    .map((part) => ({ part, promise: earliestPromise({ ...part, quantity: part.need, ...asked(variant) }) }))
  const refused = later.flatMap(({ part, promise }) => (promise.ok ? [] : [{ part, refusal: promise }]))
  const [first] = refused
  if (first) {
    return { ...no, reason: first.refusal.code, nextDate: latest(refused.map(({ part }) => nextDay(part, today))) }
  }
  const fromStock = stockDay(inStock, ask)
  if (!fromStock.ok) return { ...no, reason: fromStock.code }
  const promised = later.map(({ promise }) => (promise.ok ? promise.value.promise.day : null))
  return { ...no, available: true, reason: null, promiseDate: latest([fromStock.day, ...promised]) }
}

const asked = (variant: SoldVariant) => ({ backorderAllowed: variant.backorderAllowed, exceptDemand: null })

/** The parts of so many kits. An item that a kit lists twice is one part with both needs. */
function partsOf(variant: SoldVariant, stockOf: (itemId: string) => ItemStock, quantity: number): readonly Part[] {
  const needs = new Map<string, number>()
  for (const { itemId, requiredQuantity } of variant.parts) {
    needs.set(itemId, sumQuantities([needs.get(itemId) ?? 0, multiplyQuantity(quantity, requiredQuantity)]))
  }
  return [...needs].map(([itemId, need]) => ({ itemId, need, ...stockOf(itemId) }))
}

/** Whether a part may be divided so finely: 1.5 m of cloth, but no 1.5 cups. */
const isInUnit = ({ need, levels }: Part) =>
  parseQuantity(need, { field: "quantity", decimals: levels[0]?.decimals ?? 0 }).ok

const atpOf = ({ levels }: ItemStock) => sumQuantities(levels.map((level) => Math.max(0, level.atp)))

function isInStock(part: Part, today: CalendarDay): boolean {
  const release = part.supply.policy?.preorderReleaseDay ?? null
  return (release === null || release <= today) && compareQuantities(atpOf(part), part.need) >= 0
}

/** Whole variants, or as fine as all parts may be divided, that stock is enough for. */
function unitsThere(variant: SoldVariant, parts: readonly Part[]): number {
  const decimals = Math.min(3, ...parts.flatMap(({ levels }) => levels.map((level) => level.decimals)))
  const perUnit = new Map<string, number>()
  for (const { itemId, requiredQuantity } of variant.parts) {
    perUnit.set(itemId, sumQuantities([perUnit.get(itemId) ?? 0, requiredQuantity]))
  }
  const units = parts.map((part) => unitsWithin(atpOf(part), perUnit.get(part.itemId) ?? 0, decimals))
  return units.length === 0 ? 0 : Math.min(...units)
}

/** The day the last unit of these parts is there, at the locations that would send them: units in transfer count as stock. */
function stockDay(
  parts: readonly Part[],
  ask: ShopperAsk,
): { readonly ok: true; readonly day: CalendarDay } | { readonly ok: false; readonly code: string } {
  if (parts.every(isThereToday)) return { ok: true, day: ask.today }
  const plan = allocate(
    { lines: parts.map(({ itemId, need }) => ({ itemId, quantity: need })), destination: ask.destination },
    ask.locations.map((location) => ({
      ...location,
      levels: parts.flatMap(({ levels }) => levels.filter((level) => level.locationId === location.locationId)),
    })),
    ask.strategy,
  )
  if (!plan.ok) return plan
  const days = plan.value.lines.map(({ itemId, locationId, quantity }) => {
    const part = parts.find((one) => one.itemId === itemId)
    const level = part?.levels.find((one) => one.locationId === locationId)
    return (part && level && earliestDay(timelineAt(level, part.supply, null), quantity)) ?? ask.today
  })
  return { ok: true, day: latest(days) ?? ask.today }
}

/** Whether all that can be promised is there today, so that it does not matter which location sends it. */
const isThereToday = ({ levels, supply }: ItemStock) =>
  (supply.supplies.length === 0 && supply.demands.length === 0) ||
  levels.every((level) => level.atp <= 0 || compareQuantities(timelineAt(level, supply, null).now, level.atp) >= 0)

/** The next day on which more can be promised than now. */
function nextDay(part: Part, today: CalendarDay): CalendarDay | null {
  const pool = poolTimelines(
    today,
    part.levels.map((level) => timelineAt(level, part.supply, null)),
  )
  return pool.points.find((point) => compareQuantities(point.available, Math.max(0, pool.now)) > 0)?.day ?? null
}

/** The last of some days; one that is not known comes after all. */
const latest = (days: readonly (CalendarDay | null)[]): CalendarDay | null =>
  days.reduce((last, day) => (last === null || day === null ? null : day > last ? day : last))
