import { canonicalHash, expectDone } from "@holdfast/kernel"

/**
 * The key a call is sent with: the same for every try of one intent, another one when what is asked for is another.
 * 64 characters, the most that Adyen takes.
 *
 * @param id whose intent it is: Medusa's capture, refund, payment or session
 */
export const idempotencyKey = (operation: string, id: string, parameters: unknown): string =>
  expectDone(canonicalHash({ operation, id, parameters }))
