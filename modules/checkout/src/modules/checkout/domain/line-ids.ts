import { createId, type Id } from "@holdfast/kernel"

const NOTHING = new Uint8Array(10)

/**
 * The ids of an order's lines, counted on from the order's own id: whoever finds an attempt knows what its lines would be
 * called, though nothing was written about them.
 */
export function lineIds(orderId: string, count: number): readonly string[] {
  const ids: Id<"ordli">[] = []
  let last: Id<"ordli"> = `ordli_${orderId.slice(orderId.lastIndexOf("_") + 1)}`
  for (let n = 0; n < count; n++) {
    last = createId("ordli", 0, NOTHING, last)
    ids.push(last)
  }
  return ids
}
