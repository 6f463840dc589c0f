import { randomUUID } from "node:crypto"
import { canonicalHash, expectDone } from "@holdfast/kernel"

/**
 * The key of one call. Stripe keeps 255 characters and answers a key that comes again with other parameters by
 * refusing it, which is what protects a capture and a refund: their key is the act and the caller's id alone.
 *
 * Where the same id rightly comes with other parameters, such as a customer whose address changed, they are part of the
 * key. What only sets something has no key: set to 1, to 2 and to 1 again, it would be answered with the first answer.
 */
export function keyed(act: string, id: string | undefined, parameters?: unknown): { readonly idempotencyKey: string } {
  // Without an id of the caller's, a key of this one call keeps at least its own repetitions from being done twice.
  const caller = id === undefined || id === "" ? randomUUID() : id
  if (parameters === undefined) return { idempotencyKey: `${act}:${caller}` }
  const hash = expectDone(canonicalHash(JSON.parse(JSON.stringify(parameters))))
  return { idempotencyKey: `${act}:${caller}:${hash.slice(0, 16)}` }
}

/** The caller's id in a key of ours, or null for a key that is not. */
export const callerOf = (key: string | null | undefined): string | null =>
  /^(?:initiate|authorize|capture|refund|cancel):([^:]+)/.exec(key ?? "")?.[1] ?? null
