import { generateEntityId } from "@medusajs/framework/utils"
import { done, refuse, type Outcome, type Refusal, type SqlTx } from "@holdfast/kernel"
import type { Entry } from "./domain/entry"
import { allOrNone } from "./all-or-none"
import { codeTaken } from "./import/check-codes"
import { entriesToYaml } from "./import/entry-to-yaml"
import { everythingKnown, type EntryProblem, type Known } from "./import/known"
import {
  entriesRefused,
  readEntries,
  readManyEntries,
  type EntriesRefused,
  type ReadEntry,
} from "./import/read-entries"
import { inSlices } from "./import/slices"
import type { LimitsDatabase } from "./limits-database"
import { refusalError } from "./or-throw"
import {
  allEntries,
  listEntries,
  readEntriesById,
  removeEntry,
  saveEntries,
  type EntryFilter,
  type StoredEntry,
} from "./store/entries"
import { findTakenCodes } from "./store/find-taken-codes"
import { codesTaken, removeStandIn, saveStandIns } from "./store/host-promotions"
import { moveEntries } from "./store/revisions"
import { aliasesOf } from "./with-aliases"

export interface ImportAnswer {
  readonly imported: readonly string[]
  readonly warnings: readonly EntryProblem[]
}

/** Entries come in here, all or none, and each has a promotion of the host's that stands for it. */
export class EntryDesk {
  constructor(
    private readonly database: LimitsDatabase,
    private readonly reading: SqlTx,
  ) {}

  list(filter: EntryFilter) {
    return listEntries(this.reading, filter)
  }

  /** @param source one entry or many, as JSON or as YAML text */
  async import(
    source: unknown,
    known: Known,
    { dryRun = false }: { readonly dryRun?: boolean } = {},
  ): Promise<Outcome<ImportAnswer, EntriesRefused>> {
    const read = await readManyEntries(source, known)
    if (!read.ok) return read
    const { entries, warnings } = read.value
    const answer = { imported: entries.map(({ entry }) => entry.id), warnings }
    if (dryRun) return (await takenIn(this.reading, entries)) ?? done(answer)
    return allOrNone<ImportAnswer, EntriesRefused>(this.database, async (tx) => {
      // First, so that two imports at once cannot both find a code free.
      const revision = await moveEntries(tx)
      const refused = await takenIn(tx, entries)
      if (refused) return refused
      const before = new Map((await readEntriesById(tx, answer.imported)).map((one) => [one.id, one.promotionId]))
      const rows = entries.map(({ entry, source: given }) => ({
        id: entry.id,
        source: given,
        aliases: aliasesOf(entry, (attribute, name) => known.idsOf(attribute, name)),
        status: entry.status,
        promotionId: before.get(entry.id) ?? generateEntityId(undefined, "promo"),
      }))
      await saveEntries(tx, rows, revision)
      await saveStandIns(
        tx,
        rows.map((row, n) => standIn(row.promotionId, entries[n]!.entry)),
      )
      return done(answer)
    })
  }

  /** All entries as YAML that can be imported again. */
  async export(): Promise<string> {
    return inSlices(entriesToYaml((await allEntries(this.reading)).map((stored) => stored.source)))
  }

  /** Changes fields of entries in place, all or none. */
  async change(
    changes: readonly { readonly id: string; readonly fields: Readonly<Record<string, unknown>> }[],
  ): Promise<Outcome<readonly StoredEntry[], Refusal<"entry_unknown"> | EntriesRefused>> {
    return this.database.transaction(async (tx) => {
      const ids = changes.map((change) => change.id)
      // First, so that nobody changes them between reading and writing.
      const revision = await moveEntries(tx)
      const before = new Map((await readEntriesById(tx, ids)).map((stored) => [stored.id, stored]))
      const changed = changes.map(({ id, fields }) => {
        const stored = before.get(id)
        if (!stored) throw refusalError(entryUnknown(id))
        return { ...stored, source: { ...stored.source, ...fields } }
      })
      const read = readEntries(
        changed.map((one) => one.source),
        everythingKnown,
      )
      if (!read.ok) throw refusalError(read)
      const started = read.value.entries.filter(({ entry }) => before.get(entry.id)?.status !== "active")
      const refused = await takenIn(tx, started)
      if (refused) throw refusalError(refused)
      const rows = read.value.entries.map(({ entry }, n) => ({ ...changed[n]!, status: entry.status }))
      await saveEntries(tx, rows, revision)
      await saveStandIns(
        tx,
        rows.map((row, n) => standIn(row.promotionId, read.value.entries[n]!.entry)),
      )
      return done(await readEntriesById(tx, ids))
    })
  }

  async remove(id: string): Promise<Outcome<{ readonly id: string }, Refusal<"entry_unknown">>> {
    return this.database.transaction(async (tx) => {
      const promotionId = await removeEntry(tx, id, await moveEntries(tx))
      if (promotionId === null) {
        return entryUnknown(id)
      }
      await removeStandIn(tx, promotionId)
      return done({ id })
    })
  }

  async retrieve(ids: readonly string[]): Promise<readonly StoredEntry[]> {
    return readEntriesById(this.reading, ids)
  }
}

export const entryUnknown = (id: string) =>
  refuse("entry_unknown", `There is no stacking entry ${id}.`, "Look for it in the list of entries.")

const standIn = (id: string, entry: Entry) => ({
  id,
  code: entry.id,
  automatic: entry.codes.length === 0,
  status: { active: "active", draft: "draft", stopped: "inactive" }[entry.status],
})

/** Why entries cannot stand beside what the shop has: their ids or codes are somebody else's. */
async function takenIn(tx: SqlTx, entries: readonly ReadEntry[]): Promise<EntriesRefused | null> {
  const ids = entries.map(({ entry }) => entry.id)
  const active = entries.filter(({ entry }) => entry.status === "active")
  const wanted = active.flatMap(({ entry }) => entry.codes.map((code) => ({ entry: entry.id, code })))
  const problems = [
    ...(await codesTaken(tx, ids)).map(idTaken),
    ...(wanted.length === 0 ? [] : await findTakenCodes(tx, wanted, ids)).map((taken) =>
      codeTaken(taken.entry, taken.code, taken.owner),
    ),
  ]
  return problems.length === 0 ? null : entriesRefused(problems)
}

const idTaken = (id: string): EntryProblem => ({
  code: "entry_id_taken",
  entry: id,
  field: "id",
  message: `A promotion of another kind has the code ${id}.`,
  nextStep: "Give the entry another id.",
})
