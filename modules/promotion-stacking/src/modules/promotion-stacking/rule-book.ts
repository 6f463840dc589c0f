import { expectDone, type SqlTx } from "@holdfast/kernel"
import type { Condition, Entry } from "./domain/entry"
import type { Policy } from "./domain/evaluate"
import type { Resolution } from "./domain/resolution"
import { ruleOf, type Rule } from "./domain/rule"
import { RuleIndex } from "./domain/rule-index"
import { readEntries } from "./import/read-entries"
import { hasLimits } from "./limits-of-cart"
import { everythingKnown } from "./import/known"
import { entriesSince, type StoredEntry } from "./store/entries"
import { readHostCodes } from "./store/host-promotions"
import type { Revisions } from "./store/revisions"
import { readSettings } from "./store/settings"
import { readFields, type StackingFields } from "./stacking-fields"
import { withAliases } from "./with-aliases"

const NEVER: Revisions = { entries: -1n, settings: -1n, host: -1n }

/**
 * The rules, compiled, in memory. They are brought up to date by what changed since: a changed entry is read and
 * compiled alone, and the thousands beside it stay as they are.
 *
 * Evaluations are synchronous, so none ever sees half of a change.
 */
export class RuleBook {
  readonly index = new RuleIndex()
  /** By code, the entry that it is for. */
  readonly byCode = new Map<string, string>()
  readonly promotionIds = new Map<string, string>()
  policy: Policy = { resolution: "priority", campaigns: new Map() }
  fields: ReadonlyMap<string, StackingFields> = new Map()
  /** Promotions of the host's own: which apply by themselves, and which need their code. */
  private host: ReadonlyMap<string, boolean> = new Map()
  private known = NEVER

  /** Nothing to stack: the host computes as it always did. */
  get empty(): boolean {
    return this.index.size === 0 && this.fields.size === 0
  }

  get revision(): string {
    return `${this.known.entries}.${this.known.settings}.${this.known.host}`
  }

  isCurrent(revisions: Revisions): boolean {
    const { entries, settings, host } = this.known
    return revisions.entries === entries && revisions.settings === settings && revisions.host === host
  }

  async bringUpTo(revisions: Revisions, tx: SqlTx): Promise<void> {
    if (revisions.entries !== this.known.entries) {
      for (const stored of await entriesSince(tx, this.known.entries)) this.take(stored)
      const rules = this.index.all()
      this.givesGifts = rules.some((rule) => rule.gift !== null)
      const times = rules.flatMap(({ condition }) => timesIn(condition))
      this.changes = {
        instants: [...new Set(times.filter((time) => typeof time === "number"))].sort((a, b) => a - b),
        anyMinute: times.includes("any minute"),
      }
      this.asksFor = {
        buyer: rules.some(({ condition, limits }) => asks(condition, BUYER) || (limits?.usesPerCohort.length ?? 0) > 0),
        payment: rules.some(({ condition }) => asks(condition, PAYMENT)),
      }
      this.limited = rules.some(({ limits }) => hasLimits(limits))
    }
    if (revisions.settings !== this.known.settings) await this.takeSettings(tx)
    if (revisions.host !== this.known.host) this.host = await readHostCodes(tx)
    this.known = revisions
  }

  /** Whether it is a promotion's own code: an entry's id, or a promotion of the host's. */
  knows(code: string): boolean {
    return this.host.has(code) || this.promotionIds.has(code)
  }

  /** Whether some entry takes codes that can be used once. */
  get hasBatches(): boolean {
    return [...this.byCode.keys()].some((code) => code.startsWith("batch:"))
  }

  /** Instants at which some rule's time begins or ends, in order; with a rule for hours or weekdays, any minute may be one. */
  private changes: { readonly instants: readonly number[]; readonly anyMinute: boolean } = {
    instants: [],
    anyMinute: false,
  }

  /** Until when the same cart has the same price, as far as time decides it. */
  sameUntil(nowMs: number): number {
    const next = this.changes.instants.find((instant) => instant > nowMs) ?? Infinity
    const minute = this.changes.anyMinute ? (Math.floor(nowMs / 60_000) + 1) * 60_000 : Infinity
    return Math.min(next, minute)
  }

  /** Whether some rule has limits: without any, no cart is looked at for them. */
  limited = false

  /** Whether some rule puts things into carts. */
  givesGifts = false

  /** What some rule asks for that only a workflow can know. */
  asksFor: AskedOfWorkflow = { buyer: false, payment: false }

  /** Codes of the host's own promotions that have a say in a cart: those that were entered, and automatic ones. */
  hostCodes(entered: readonly string[], automatic: boolean): readonly string[] {
    const known = entered.filter((code) => this.host.has(code))
    if (!automatic) return known
    return [...new Set([...known, ...[...this.host].flatMap(([code, applies]) => (applies ? [code] : []))])]
  }

  private take(stored: StoredEntry): void {
    for (const code of this.index.get(stored.id)?.codes ?? []) this.byCode.delete(code)
    if (stored.deleted) {
      this.index.remove(stored.id)
      this.promotionIds.delete(stored.id)
      return
    }
    const rule = ruleFrom(stored)
    this.index.put(rule)
    this.promotionIds.set(stored.id, stored.promotionId)
    for (const code of rule.codes) this.byCode.set(code, stored.id)
  }

  private async takeSettings(tx: SqlTx): Promise<void> {
    const { settings, fields } = await readSettings(tx)
    const campaigns = new Map<string, Resolution>()
    for (const [name, value] of Object.entries(settings)) {
      if (name.startsWith("campaign:")) campaigns.set(name.slice("campaign:".length), value as Resolution)
    }
    this.policy = { resolution: (settings["resolution"] as Resolution | undefined) ?? "priority", campaigns }
    this.fields = new Map(Object.entries(fields).map(([id, source]) => [id, expectDone(readFields(source))]))
  }
}

/** An entry that was sound when it was imported, and is read again as it was sent. */
export const entryFrom = ({ source, aliases }: Pick<StoredEntry, "source" | "aliases">): Entry =>
  withAliases(expectDone(readEntries(source, everythingKnown)).entries[0]!.entry, aliases)

const ruleFrom = (stored: StoredEntry): Rule => ruleOf(entryFrom(stored))

/** `buyer`: their segments, or whether it is their first order. `payment`: by which method they pay. */
export interface AskedOfWorkflow {
  readonly buyer: boolean
  readonly payment: boolean
}

const BUYER = ["customer_segment", "first_order"]
const PAYMENT = ["payment_method"]

function asks(condition: Condition, things: readonly string[]): boolean {
  if (condition.kind === "cart") return things.includes(condition.attribute)
  if (condition.kind === "all" || condition.kind === "any") return condition.of.some((one) => asks(one, things))
  if (condition.kind === "not") return asks(condition.of, things)
  return things.includes(condition.kind)
}

/** Epoch milliseconds at which a condition begins or ceases to hold. */
function timesIn(condition: Condition): readonly (number | "any minute")[] {
  switch (condition.kind) {
    case "window": {
      const { startsAtMs, endsAtMs } = condition
      // The last millisecond still belongs to it.
      return [...(startsAtMs === null ? [] : [startsAtMs]), ...(endsAtMs === null ? [] : [endsAtMs + 1])]
    }
    case "weekday":
    case "hours":
      return ["any minute"]
    case "all":
    case "any":
      return condition.of.flatMap(timesIn)
    case "not":
      return timesIn(condition.of)
    default:
      return []
  }
}
