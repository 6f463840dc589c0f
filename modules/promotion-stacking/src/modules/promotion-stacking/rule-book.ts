import { expectDone, type SqlTx } from "@holdfast/kernel"
import { CodeOwners } from "./code-owners"
import type { Condition, Entry } from "./domain/entry"
import type { Policy } from "./domain/evaluate"
import type { Resolution } from "./domain/resolution"
import { ruleOf, type Rule } from "./domain/rule"
import { RuleIndex } from "./domain/rule-index"
import { readEntries } from "./import/read-entries"
import { hasLimits } from "./limits-of-cart"
import { everythingKnown } from "./import/known"
import { readCampaignBudgets, type CampaignBudget } from "./store/campaign-budgets"
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
  readonly byCode = new CodeOwners()
  readonly promotionIds = new Map<string, string>()
  policy: Policy = { resolution: "priority", campaigns: new Map() }
  fields: ReadonlyMap<string, StackingFields> = new Map()
  /** Budgets of the host's campaigns, by the identifier that entries name. */
  budgets: ReadonlyMap<string, CampaignBudget> = new Map()
  /** Promotions of the host's own: which apply by themselves, and which need their code. */
  private host: ReadonlyMap<string, boolean> = new Map()
  private known = NEVER

  /** Nothing to stack: the host computes as it always did. */
  get empty(): boolean {
    return this.index.size === 0 && this.fields.size === 0
  }

  /** There never was anything: what a cart shows came from the host alone. Else it may be what a deleted entry gave. */
  get untouched(): boolean {
    return this.empty && !this.took
  }

  private took = false

  get revision(): string {
    return `${this.known.entries}.${this.known.settings}.${this.known.host}`
  }

  isCurrent(revisions: Revisions): boolean {
    const { entries, settings, host } = this.known
    return revisions.entries === entries && revisions.settings === settings && revisions.host === host
  }

  /** Reads first and takes in afterwards, so that nobody ever sees half of a change. */
  async bringUpTo(revisions: Revisions, tx: SqlTx): Promise<void> {
    const { entries, settings, host } = this.known
    const changed = revisions.entries === entries ? [] : await entriesSince(tx, entries)
    const set = revisions.settings === settings ? null : await readSettings(tx)
    const own = revisions.host === host ? null : ([await readHostCodes(tx), await readCampaignBudgets(tx)] as const)
    for (const stored of changed) this.take(stored)
    if (set) this.takeSettings(set)
    if (own) [this.host, this.budgets] = own
    this.known = revisions
    if (changed.length > 0) this.study()
    if (changed.length > 0 || own) this.limited = this.index.all().some((rule) => this.counts(rule))
  }

  /** What can be said of all entries together, so that no cart is looked at for what none of them asks. */
  private study(): void {
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
  }

  /** Whether it is a promotion's own code: an entry's id, or a promotion of the host's. */
  knows(code: string): boolean {
    return this.host.has(code) || this.promotionIds.has(code)
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

  /** Whether some rule has limits, or a campaign with a budget: without any, no cart is looked at for them. */
  limited = false

  /** Whether it has to be asked what is left for a rule. */
  counts({ limits, campaign }: Rule): boolean {
    return hasLimits(limits) || (campaign !== null && this.budgets.has(campaign))
  }

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
    this.took = true
    this.byCode.remove(stored.id, this.index.get(stored.id)?.codes ?? [])
    if (stored.deleted) {
      this.index.remove(stored.id)
      this.promotionIds.delete(stored.id)
      return
    }
    const rule = ruleFrom(stored)
    this.index.put(rule)
    this.promotionIds.set(stored.id, stored.promotionId)
    this.byCode.add(stored.id, rule.codes, rule.status === "active")
  }

  private takeSettings({ settings, fields }: Awaited<ReturnType<typeof readSettings>>): void {
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
