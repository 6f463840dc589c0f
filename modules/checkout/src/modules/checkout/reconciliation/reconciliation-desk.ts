import { randomBytes } from "node:crypto"
import { idFactory, moneyFromMinorText, refuse, done, type Outcome, type Refusal, type SqlTx } from "@holdfast/kernel"
import { BREAK_KINDS } from "./domain/break-kind"
import { mayHealItself, needsSecondAdmin, type AmountsByCurrency, type HealPolicy } from "./domain/heal-policy"
import { findBreaks } from "./store/find-breaks"
import { keepBreaks } from "./store/keep-breaks"
import { listBreaks, openBreaks, readBreak, type BreakFilter, type BreakRow } from "./store/list-breaks"
import { askForRepair, noteRepair, withdrawRepair } from "./store/repair-break"

/** Options under `reconciliation` of the module. Amounts are decimals by currency code, `default` for every other. */
export interface ReconciliationOptions {
  /** Up to here money without an order goes back by itself. Default 100. */
  readonly healUpTo?: AmountsByCurrency
  /** From here on a repair needs a second admin. Default 1000. */
  readonly approveOver?: AmountsByCurrency
  /** After how long money without an order, and an order without money, is a break. Default 30. */
  readonly strandedAfterMinutes?: number
  /** For how long anything else may disagree, since much is under way at any moment. Default 120. */
  readonly graceSeconds?: number
}

/** A break with what may be done about it. */
export interface ShownBreak extends BreakRow {
  readonly title: string
  /** As people read it: `19.99 USD`; null where no money is in it. */
  readonly amount: string | null
  readonly repair: string | null
  readonly advice: string
  readonly heals_itself: boolean
  readonly needs_second_admin: boolean
}

const newBreakId = idFactory("break", { now: Date.now, randomBytes })
/** What failed as often is left to a person. */
const MOST_TRIES = 5

/** The books of what does not agree, and who may have it mended. It mends nothing itself. */
export class ReconciliationDesk {
  /** What can be wrong. */
  readonly kinds = Object.keys(BREAK_KINDS)
  private readonly policy: HealPolicy
  private readonly strandedSeconds: number
  private readonly graceSeconds: number

  constructor(
    private readonly tx: SqlTx,
    options: ReconciliationOptions,
  ) {
    this.policy = {
      healUpTo: { default: "100", ...options.healUpTo },
      approveOver: { default: "1000", ...options.approveOver },
    }
    this.strandedSeconds = atLeast("strandedAfterMinutes", options.strandedAfterMinutes ?? 30, 0) * 60
    this.graceSeconds = atLeast("graceSeconds", options.graceSeconds ?? 120, 0)
  }

  /** Looks at everything once, and writes down what is new and what is gone. `at_once`: also what may still be under way. */
  async look({ atOnce = false } = {}): Promise<{ readonly found: number; readonly resolved: number }> {
    const found = await findBreaks(this.tx, atOnce ? 0 : this.graceSeconds, atOnce ? 0 : this.strandedSeconds)
    return keepBreaks(this.tx, found, newBreakId)
  }

  async list(filter: BreakFilter) {
    const { breaks, count } = await listBreaks(this.tx, filter)
    return { breaks: breaks.map((row) => this.show(row)), count }
  }

  async read(id: string): Promise<ShownBreak | null> {
    const row = await readBreak(this.tx, id)
    return row && this.show(row)
  }

  /** Open breaks that may be mended with nobody looking. */
  async healable(): Promise<readonly ShownBreak[]> {
    const open = await openBreaks(this.tx, MOST_TRIES)
    return open.map((row) => this.show(row)).filter((shown) => shown.heals_itself)
  }

  /**
   * Whether a repair may be carried out now, for this admin.
   *
   * @returns done(`go`), or done(`asked`) when it was the first of two admins who have to agree;
   * refused: `break_unknown`, `break_resolved`, `break_without_repair`, `break_needs_second_admin`
   */
  async mayRepair(id: string, admin: string): Promise<Outcome<{ readonly shown: ShownBreak; readonly go: boolean }>> {
    const shown = await this.read(id)
    const no = whyNot(id, shown)
    if (no || !shown) return no ?? unknown(id)
    if (!shown.needs_second_admin || (shown.asked_by !== null && shown.asked_by !== admin)) {
      return done({ shown, go: true })
    }
    if (shown.asked_by === admin) {
      return refuse(
        "break_needs_second_admin",
        `You asked for this repair yourself. It is over an amount that two people have to agree on.`,
        "Have another admin repair it.",
      )
    }
    if (await askForRepair(this.tx, id, admin)) {
      return done({ shown: { ...shown, asked_by: admin, asked_at: null }, go: false })
    }
    // Somebody else asked at this moment: then two have.
    return this.mayRepair(id, admin)
  }

  async withdraw(id: string): Promise<void> {
    await withdrawRepair(this.tx, id)
  }

  /** How it went: `failure` null when the repair was carried out. */
  async note(id: string, by: string, failure: string | null): Promise<void> {
    await noteRepair(this.tx, id, by, failure)
  }

  private show(row: BreakRow): ShownBreak {
    const { title, repair, advice } = BREAK_KINDS[row.kind]
    const amount = { kind: row.kind, amountMinor: row.amount_minor, currencyCode: row.currency_code }
    return {
      ...row,
      ...{ title, repair, advice },
      amount: amountWords(row.amount_minor, row.currency_code),
      heals_itself: repair !== null && mayHealItself(this.policy, amount),
      needs_second_admin:
        repair !== null && needsSecondAdmin(this.policy, amount) && !mayHealItself(this.policy, amount),
    }
  }
}

function amountWords(amountMinor: string | null, currencyCode: string | null): string | null {
  if (amountMinor === null) return null
  const read = moneyFromMinorText(amountMinor, currencyCode ?? "")
  return read.ok ? read.value.toString() : `${amountMinor} ${currencyCode ?? ""}`
}

const unknown = (id: string) =>
  refuse("break_unknown", `There is no break ${id}.`, "Take one from the list of open breaks.")

function whyNot(id: string, shown: ShownBreak | null): Refusal | null {
  if (!shown) return unknown(id)
  if (shown.resolved_at !== null) {
    return refuse("break_resolved", `Break ${id} is put right already.`, "Nothing is left to do.")
  }
  return shown.repair === null
    ? refuse("break_without_repair", `${shown.title}: this cannot be mended by itself.`, shown.advice)
    : null
}

function atLeast(name: string, value: number, least: number): number {
  if (Number.isFinite(value) && value >= least) return value
  throw new Error(
    `The option reconciliation.${name} of @holdfast/checkout is ${value}. Give ${least} or more, or leave it out.`,
  )
}
