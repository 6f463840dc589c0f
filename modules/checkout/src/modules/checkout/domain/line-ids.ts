import { canonicalHash, createId, expectDone, timestampOf } from "@holdfast/kernel"

/** Of the ten bytes that tell an id from the others of its millisecond, so many tell the order, and the rest the line. */
const ORDER_BYTES = 8

/**
 * The ids of an order's lines, derived from the order's own id: whoever finds an attempt knows what its lines would be
 * called, though nothing was written about them.
 *
 * Not counted on from it: two orders of one millisecond have neighbours for ids, and their lines would share names.
 */
export function lineIds(orderId: string, count: number): readonly string[] {
  const time = expectDone(timestampOf(orderId))
  const hash = expectDone(canonicalHash([orderId]))
  const order = Array.from({ length: ORDER_BYTES }, (_, byte) => parseInt(hash.slice(2 * byte, 2 * byte + 2), 16))
  return Array.from({ length: count }, (_, line) =>
    createId("ordli", time, Uint8Array.from([...order, line >> 8, line & 0xff])),
  )
}
