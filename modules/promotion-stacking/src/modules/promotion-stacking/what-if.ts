import { done, type Currency, type Outcome, type SqlTx } from "@holdfast/kernel"
import { cartToJson } from "./cart-json"
import type { Cart } from "./domain/cart"
import { evaluate, type Policy } from "./domain/evaluate"
import type { Finding } from "./domain/lint/finding"
import { lintEntries } from "./domain/lint/lint-entries"
import type { Resolution } from "./domain/resolution"
import { ruleOf, type Rule } from "./domain/rule"
import { RuleIndex } from "./domain/rule-index"
import { evaluationJson, type EvaluationJson } from "./evaluation-json"
import { everythingKnown } from "./import/known"
import { readEntries, readManyEntries, type EntriesRefused } from "./import/read-entries"
import { readCart, type CartRefused } from "./read-cart"
import { entryFrom, type RuleBook } from "./rule-book"
import { shadowRun, type ShadowAnswer } from "./shadow-run"
import { decisionsSince } from "./store/decisions"
import { allEntries } from "./store/entries"

export interface Simulation {
  /** These alone are evaluated; without them the live rules are. */
  readonly entries?: unknown
  readonly resolution?: Resolution | undefined
  /** Epoch milliseconds. */
  readonly nowMs: number
  readonly cart: unknown
}

/** Answers about prices that change nothing, by a book that is up to date or by rules that are sent. */
export class WhatIf {
  constructor(
    private readonly book: RuleBook,
    private readonly reading: SqlTx,
    private readonly hostRules: (cart: Cart, currency: Currency) => Promise<readonly Rule[]>,
  ) {}

  /**
   * Prices a cart without changing anything: with entries that are sent, or with the live ones and the host's own
   * promotions that are active now.
   */
  async simulate({
    entries,
    resolution,
    nowMs,
    cart: source,
  }: Simulation): Promise<Outcome<EvaluationJson, EntriesRefused | CartRefused>> {
    const read = readCart(source, nowMs)
    if (!read.ok) return read
    // A cart that is made up may have anything in it.
    const given = entries === undefined ? null : await readManyEntries(entries, everythingKnown)
    if (given && !given.ok) return given
    const index = given ? new RuleIndex(given.value.entries.map(({ entry }) => ruleOf(entry))) : this.book.index
    const own: Policy = given ? { resolution: "priority", campaigns: new Map() } : this.book.policy
    const policy = resolution ? { resolution, campaigns: new Map() } : own
    const { cart, currency } = read.value
    const more = given ? [] : await this.hostRules(cart, currency)
    return done(evaluationJson(evaluate(cart, index, policy, new Map(), { everything: true, more }), currency))
  }

  /** What is odd about the live entries, with others that are sent in the place of those with their ids. */
  async lint(
    entries?: unknown,
    marginFloorPpm?: number,
  ): Promise<Outcome<readonly (Omit<Finding, "cart"> & { readonly cart?: unknown })[], EntriesRefused>> {
    const read = entries === undefined || entries === null ? null : readEntries(entries, everythingKnown)
    if (read && !read.ok) return read
    const { resolution, campaigns } = this.book.policy
    const all = new Map((await allEntries(this.reading)).map((stored) => [stored.id, entryFrom(stored)]))
    for (const { entry } of read?.value.entries ?? []) all.set(entry.id, { ...entry, status: "active" })
    const options = {
      resolution,
      campaigns,
      nowMs: Date.now(),
      ...(marginFloorPpm !== undefined && { marginFloorPpm }),
    }
    return done(
      lintEntries([...all.values()], options).map(({ cart, ...finding }) => ({
        ...finding,
        ...(cart && { cart: cartToJson(cart) }),
      })),
    )
  }

  /**
   * Prices the carts of the last days with other entries in the place of the live ones, and says what would change.
   * Limits are left out: they depend on the order in which carts came.
   */
  async shadow(
    entries: unknown,
    { days, limit, resolution }: { readonly days: number; readonly limit: number; readonly resolution?: Resolution },
  ): Promise<Outcome<ShadowAnswer, EntriesRefused>> {
    const read = await readManyEntries(entries, everythingKnown)
    if (!read.ok) return read
    const index = new RuleIndex(read.value.entries.map(({ entry }) => ruleOf(entry)))
    const policy = resolution ? { resolution, campaigns: new Map() } : this.book.policy
    return done(shadowRun(await decisionsSince(this.reading, days, limit), index, policy))
  }
}
