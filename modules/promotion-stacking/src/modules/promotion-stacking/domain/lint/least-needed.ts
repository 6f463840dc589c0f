import { amountIn } from "../amount-in"
import type { Amounts, Entry, LineSelector } from "../entry"

/** A line that an action cannot do without: it fits all the selectors. */
export interface LineNeed {
  readonly selectors: readonly LineSelector[]
  readonly units: number
}

const MILLION = 1_000_000n

/** What an action takes from. A gift needs neither. */
export const takesFrom = ({ action }: Entry): "lines" | "shipping" | "nothing" => {
  if (action.type === "free_gift") return "nothing"
  if (action.type === "free_shipping") return "shipping"
  return "appliesTo" in action && action.appliesTo === "shipping" ? "shipping" : "lines"
}

/**
 * What the lines that an entry is for, or the shipping, have to cost before it takes anything off at all; null when it
 * never does in this currency. The currency `*` stands for all that are not named.
 */
export function leastAmount(entry: Entry, currency: string): bigint | null {
  const { action } = entry
  if (action.type === "free_gift") return 0n
  const { caps } = action
  const limiting = takesFrom(entry) === "shipping" ? [caps.perOrder] : [caps.perOrder, caps.perLine, caps.perUnit]
  if (limiting.some((cap) => cap && amountIn(cap, currency) === 0n)) return null
  switch (action.type) {
    case "percent_off":
      return ofShare(action.ppm)
    case "fixed_off":
      return isAbove(action.amounts, currency) ? 1n : null
    case "free_shipping":
      return 1n
    case "fixed_price":
    case "bundle_price": {
      const price = amountIn(action.amounts, currency)
      return price === null || (action.type === "bundle_price" && action.parts.length === 0) ? null : price + 1n
    }
    case "buy_x_get_y":
      return action.maxTimes === 0 ? null : ofShare(action.ppm)
    case "cheapest_of":
      return action.units === 0 ? null : ofShare(action.ppm)
    case "tiered_spend":
      return leastTier(entry, currency)
  }
}

/** A percentage of less than this is less than one minor unit. */
const ofShare = (ppm: number) => (ppm <= 0 ? null : (MILLION + BigInt(ppm) - 1n) / BigInt(ppm))

const isAbove = (amounts: Amounts, currency: string) => (amountIn(amounts, currency) ?? 0n) > 0n

function leastTier({ action }: Entry, currency: string): bigint | null {
  if (action.type !== "tiered_spend") return null
  const effective = action.tiers.filter(({ off }) => ("ppm" in off ? off.ppm > 0 : isAbove(off.amounts, currency)))
  const starts = effective.flatMap(({ from }) => amountIn(from, currency) ?? [])
  return starts.reduce<bigint | null>((least, from) => (least === null || from < least ? from : least), null)
}

/** Units that the cart has to have. */
export function leastUnits({ action }: Entry): number {
  if (action.type === "buy_x_get_y") return action.buyQuantity + action.getQuantity
  if (action.type === "cheapest_of") return action.of
  if (action.type === "bundle_price") return action.parts.reduce((sum, part) => sum + part.quantity, 0)
  return 0
}

/** Lines without which it takes nothing off. */
export function linesNeeded(entry: Entry): readonly LineNeed[] {
  if (takesFrom(entry) !== "lines") return []
  const { action } = entry
  const wanted = "appliesTo" in action && action.appliesTo === "order" ? {} : (entry.lines ?? {})
  if (action.type === "buy_x_get_y") {
    return [
      { selectors: [wanted, action.buy ?? {}], units: action.buyQuantity },
      { selectors: [wanted, action.get ?? {}], units: action.getQuantity },
    ]
  }
  if (action.type === "bundle_price") {
    return action.parts.map(({ selector, quantity }) => ({ selectors: [wanted, selector], units: quantity }))
  }
  return [{ selectors: [wanted], units: Math.max(1, leastUnits(entry)) }]
}

/** Every currency that an action or a cap says something of its own in. */
export function currenciesNamed({ action }: Entry): readonly string[] {
  const { caps } = action
  const amounts = [caps.perLine, caps.perOrder, caps.perUnit]
  if ("amounts" in action) amounts.push(action.amounts)
  if (action.type === "tiered_spend") {
    for (const { from, off } of action.tiers) amounts.push(from, "amounts" in off ? off.amounts : null)
  }
  return amounts.flatMap((one) => Object.keys(one ?? {}))
}
