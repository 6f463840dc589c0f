import type { ComputeActions } from "@medusajs/framework/types"
import { entrySource } from "./entry-source"
import type { PlainCart, PlainPromotion } from "./rule-set"
import type { Change, Price } from "./staleness"
import { contextOf } from "./vanilla-promotions"

/** What is asked of the stacking module, through its own methods. */
export interface StackingService {
  importEntries(source: unknown): Promise<{ readonly ok: boolean; readonly message?: string }>
  changeEntries(
    changes: readonly { readonly id: string; readonly fields: Readonly<Record<string, unknown>> }[],
  ): Promise<{ readonly ok: boolean; readonly message?: string }>
  computeActions(codes: string[], context: object): Promise<ComputeActions[]>
}

/** What a process of the shop can be asked to do; every input and output can be sent to another process. */
export interface ShopTasks {
  importPromotions(input: { readonly promotions: readonly PlainPromotion[] }): Promise<void>
  /** What each cart costs, in minor units. */
  totals(input: { readonly carts: readonly PlainCart[] }): Promise<readonly number[]>
  change(input: { readonly id: string; readonly applies: boolean }): Promise<Change>
  /** Prices carts one after the other, each of which nobody asked for before. */
  price(input: {
    readonly carts: readonly PlainCart[]
    readonly seconds: number
    readonly watched: string
  }): Promise<readonly Price[]>
}

// The system's own clock, which is the same in every process.
const nowMs = () => Number(process.hrtime.bigint()) / 1e6

/** @param prefix of the ids of this process' carts */
export function shopTasks(service: StackingService, prefix: string): ShopTasks {
  let asked = 0
  const priceOf = (cart: PlainCart) => {
    const context = contextOf(cart)
    // With an id, as every stored cart has one: then the decision is stored, too. With a new one for its lines, nothing is
    // known of it from before.
    const id = `cart_${prefix}${asked++}`
    const items = context.items.map((item) => ({ ...item, id: `${item.id}_${id}` }))
    return service.computeActions([...cart.codes], { ...context, id, items })
  }
  const expectDone = ({ ok, message }: { readonly ok: boolean; readonly message?: string }) => {
    if (!ok) throw new Error(message)
  }
  return {
    importPromotions: async ({ promotions }) => expectDone(await service.importEntries(promotions.map(entrySource))),

    totals: async ({ carts }) => {
      const totals: number[] = []
      for (const cart of carts) {
        const off = (await priceOf(cart)).reduce((sum, action) => sum + offOf(action), 0)
        totals.push(cart.subtotal - off)
      }
      return totals
    },

    change: async ({ id, applies }) => {
      const askedMs = nowMs()
      expectDone(await service.changeEntries([{ id, fields: { status: applies ? "active" : "stopped" } }]))
      return { askedMs, answeredMs: nowMs(), applies }
    },

    price: async ({ carts, seconds, watched }) => {
      const prices: Price[] = []
      const end = nowMs() + seconds * 1_000
      for (let n = 0; nowMs() < end; n++) {
        const startedMs = nowMs()
        const actions = await priceOf(carts[n % carts.length]!)
        const answeredMs = nowMs()
        const applied = actions.some((action) => "code" in action && action.code === watched && "amount" in action)
        prices.push({ startedMs, answeredMs, applied })
      }
      return prices
    },
  }
}

const offOf = (action: ComputeActions): number => ("amount" in action ? Math.round(Number(action.amount) * 100) : 0)
