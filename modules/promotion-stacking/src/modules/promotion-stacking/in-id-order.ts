import type { HostContext } from "./cart-from-context"

/**
 * The same context with its lines and shipping methods in one order, whoever read them. The host's arithmetic gives a
 * tie to the line that comes first, and a cart must not get another price for being read another way.
 */
export const inIdOrder = (context: HostContext): HostContext => ({
  ...context,
  ...(context.items && { items: byId(context.items) }),
  ...(context.shipping_methods && { shipping_methods: byId(context.shipping_methods) }),
})

const byId = <T extends { readonly id: string }>(rows: readonly T[]): T[] =>
  [...rows].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
