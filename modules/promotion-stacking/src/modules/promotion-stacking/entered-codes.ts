import { adjustmentCodes } from "./actions-from-evaluation"
import type { HostContext } from "./cart-from-context"
import type { CodeBatches } from "./code-batches"
import { normalizeCode } from "./domain/single-use-code"
import type { RuleBook } from "./rule-book"

/** An entry whose `codes` name a batch takes each code of it once: `codes: ["batch:spring-letters"]`. */
export const batchToken = (batchId: string) => `batch:${batchId}`

/** What a shopper entered, and what it stands for. */
export interface Entered {
  /** As the rules ask for them. */
  readonly codes: readonly string[]
  /** By promotion, the code that it goes by on the cart. */
  readonly named: ReadonlyMap<string, string>
  /** By promotion, the code that can be used once. */
  readonly singleUse: ReadonlyMap<string, string>
}

/**
 * Reads the codes of a cart.
 *
 * The host remembers on a cart which promotions apply, not by which code. So an entry that needs a code counts when one
 * of its codes was sent, or when the cart carries an adjustment under one of them; and never by its own id, which every
 * order with it shows.
 */
export async function readEntered(
  sent: readonly string[],
  context: HostContext,
  book: RuleBook,
  batches: CodeBatches,
): Promise<Entered> {
  const carried = adjustmentCodes(context)
  const unknown = [...new Set([...sent, ...carried])].filter((code) => !book.byCode.has(code) && !book.knows(code))
  const single = unknown.length > 0 && book.byCode.hasBatches ? await batches.entryOf(unknown) : []
  const entryOfSingle = new Map(single.map((state) => [state.code, state]))
  const codes = new Set<string>()
  const named = new Map<string, string>()
  const singleUse = new Map<string, string>()
  const given = new Set(sent)
  for (const code of new Set([...sent, ...carried])) {
    const state = entryOfSingle.get(normalizeCode(code))
    const entry = state?.entryId ?? book.byCode.get(code)
    if (entry === undefined) {
      if (given.has(code)) codes.add(code)
      continue
    }
    if (!given.has(code) && !given.has(entry)) continue
    if (state && state.state !== "free" && state.cartId !== context.id) continue
    codes.add(state ? batchToken(state.batchId) : code)
    if (!named.has(entry)) named.set(entry, code)
    if (state) singleUse.set(entry, code)
  }
  return { codes: [...codes], named, singleUse }
}
