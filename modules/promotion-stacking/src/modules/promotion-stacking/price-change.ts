import type { ComputeActions } from "@medusajs/framework/types"
import { MathBN } from "@medusajs/framework/utils"
import { refuse, type Refusal } from "@holdfast/kernel"
import type { HostContext } from "./cart-from-context"

type Amount = Parameters<typeof MathBN.convert>[0]
interface Adjusted {
  readonly id: string
  readonly adjustments?: readonly { readonly code?: string | null; readonly amount: Amount }[]
}
interface Added {
  readonly item_id?: string
  readonly shipping_method_id?: string
  readonly code: string
  readonly amount?: Amount
}

/** Half of the smallest unit that any currency has: what the host stores has parts of a cent. */
const SAME = 0.0005

/** Why what a cart shows is not what its promotions give now; null when it is. */
export function changeOf(
  context: HostContext,
  actions: readonly ComputeActions[],
): Refusal<"promotion_changed"> | null {
  const shown = new Map<string, { code: string; amount: number }>()
  const add = (to: typeof shown, target: string, code: string, amount: Amount) => {
    const key = JSON.stringify([target, code])
    to.set(key, { code, amount: (to.get(key)?.amount ?? 0) + MathBN.convert(amount).toNumber() })
  }
  const rows = [
    ...((context.items ?? []) as unknown as Adjusted[]),
    ...((context.shipping_methods ?? []) as unknown as Adjusted[]),
  ]
  for (const { id, adjustments = [] } of rows) {
    for (const { code, amount } of adjustments) if (code) add(shown, id, code, amount)
  }
  const now = new Map<string, { code: string; amount: number }>()
  for (const { item_id: item, shipping_method_id: method, code, amount } of actions as unknown as Added[]) {
    const target = item ?? method
    if (target !== undefined && amount !== undefined) add(now, target, code, amount)
  }
  const differs = (key: string) => Math.abs((shown.get(key)?.amount ?? 0) - (now.get(key)?.amount ?? 0)) > SAME
  const keys = [...new Set([...shown.keys(), ...now.keys()])].filter(differs)
  if (keys.length === 0) return null
  const codes = [...new Set(keys.map((key) => (shown.get(key) ?? now.get(key))?.code ?? ""))].sort()
  const ended = codes.filter((code) => ![...now.values()].some((row) => row.code === code))
  const what =
    ended.length > 0
      ? `${ended.join(", ")} ${ended.length === 1 ? "does" : "do"} not apply any more`
      : `${codes.join(", ")} ${codes.length === 1 ? "gives" : "give"} another discount now`
  return refuse(
    "promotion_changed",
    `The price has changed: ${what}.`,
    "Look at the new total, and complete the cart again.",
  )
}
