import { createHash } from "node:crypto"
import { done, refuse, type Outcome, type Refusal, type SqlTx } from "@holdfast/kernel"
import { allOrNone } from "./all-or-none"
import { isCode, normalizeCode } from "./domain/single-use-code"
import type { LimitsDatabase } from "./limits-database"
import { codesOfLength, randomCodes } from "./random-codes"
import { closeBatch, countBatch, lockBatch, openBatch } from "./store/code-batches"
import { addAndCountCodes, addCodes, batchOfCodes, pageOfCodes, readCodes, type CodeState } from "./store/codes"

/** What a batch of codes came to. */
export interface BatchMade {
  readonly batchId: string
  readonly entryId: string
  readonly count: number
}

export type BatchRefused = Refusal<
  "code_batch_invalid" | "code_batch_exists_with_different_content" | "code_batch_too_dense"
>

export type ImportRefused =
  | Refusal<"code_batch_exists_with_different_content" | "code_batch_empty">
  | (Refusal<"code_invalid" | "code_repeated" | "code_taken"> & {
      /** Counted from 1. */
      readonly row: number
      /** What the row says. */
      readonly text: string
    })

const LARGEST_BATCH = 1_000_000
const AT_A_TIME = 10_000

/** Of the codes there could be, this share may be given out: a guess then fails 999 times of 1,000. */
const DENSEST = 1000n

/** Codes for one use: made by the million, brought from elsewhere, written out again. */
export class CodeBatches {
  constructor(private readonly database: LimitsDatabase) {}

  /**
   * Makes codes that nobody can guess, different from all there are. A call that was cut short goes on where it stopped
   * when it is repeated; a finished one answers the same again.
   *
   * @param request `length` counts the random letters after the prefix
   */
  async generate(request: {
    readonly batchId: string
    readonly entryId: string
    readonly count: number
    readonly prefix: string
    readonly length: number
  }): Promise<Outcome<BatchMade, BatchRefused>> {
    const { batchId, entryId, count, length } = request
    const prefix = normalizeCode(request.prefix)
    if (!Number.isInteger(count) || count < 1 || count > LARGEST_BATCH) {
      return invalid(`A batch of ${count} codes was asked for.`, `Ask for 1 to ${LARGEST_BATCH}.`)
    }
    if (!Number.isInteger(length) || length < 1 || length > 50 || prefix.length > 50 || !/^[!-~]*$/.test(prefix)) {
      return invalid(
        `Codes with prefix "${prefix}" and ${length} letters were asked for.`,
        "Use a prefix of at most 50 letters, digits or signs without spaces, and 1 to 50 random letters.",
      )
    }
    if (codesOfLength(length) < BigInt(count) * DENSEST) {
      return refuse(
        "code_batch_too_dense",
        `${count} codes of ${length} letters could be guessed: there are ${codesOfLength(length).toString()} such codes.`,
        `Use at least ${lengthFor(count)} letters.`,
      )
    }
    const fingerprint = JSON.stringify({ prefix, length, count })
    await openBatch(this.database, { id: batchId, entryId, fingerprint, wanted: count })
    for (;;) {
      const step = await this.database.transaction<Outcome<number, BatchRefused>>(async (tx) => {
        // Two callers take turns, ten thousand codes each.
        const batch = await lockBatch(tx, batchId)
        if (batch.entryId !== entryId || batch.fingerprint !== fingerprint) return different(batchId)
        if (batch.made >= count) return done(0)
        const wanted = Math.min(AT_A_TIME, count - batch.made)
        const made = await addAndCountCodes(tx, batchId, randomCodes(wanted, prefix, length))
        await countBatch(tx, batchId, made)
        return done(count - batch.made - made)
      })
      if (!step.ok) return step
      if (step.value === 0) return done({ batchId, entryId, count })
    }
  }

  /** Adds codes from elsewhere, all or none. The same file again answers the same; a bad row is named. */
  import({
    batchId,
    entryId,
    codes,
  }: {
    readonly batchId: string
    readonly entryId: string
    readonly codes: AsyncIterable<string>
  }): Promise<Outcome<BatchMade, ImportRefused>> {
    return allOrNone<BatchMade, ImportRefused>(this.database, async (tx) => {
      const isNew = await openBatch(tx, { id: batchId, entryId, fingerprint: "", wanted: 0 })
      const batch = await lockBatch(tx, batchId)
      if (batch.entryId !== entryId) return different(batchId)

      const hash = createHash("sha256")
      let count = 0
      let chunk: string[] = []
      for await (const given of codes) {
        const code = normalizeCode(given)
        count += 1
        if (!isCode(code)) return badCode(count, given.slice(0, 120))
        hash.update(code).update("\n")
        if (!isNew) continue
        chunk.push(code)
        if (chunk.length < AT_A_TIME) continue
        const refused = await addChunk(tx, batchId, chunk, count - chunk.length)
        if (refused) return refused
        chunk = []
      }
      const fingerprint = hash.digest("hex")
      if (!isNew) return batch.fingerprint === fingerprint ? done({ batchId, entryId, count }) : different(batchId)
      const refused = await addChunk(tx, batchId, chunk, count - chunk.length)
      if (refused) return refused
      if (count === 0) {
        return refuse("code_batch_empty", `The file of batch ${batchId} has no codes.`, "Send one code a row.")
      }
      await closeBatch(tx, batchId, fingerprint)
      return done({ batchId, entryId, count })
    })
  }

  /** The codes of a batch in their order, ten thousand in memory at a time. */
  async *export(batchId: string): AsyncGenerator<string> {
    for (let after = ""; ;) {
      const page = await pageOfCodes(this.database, batchId, after, AT_A_TIME)
      for (const { code } of page) yield code
      const last = page.at(-1)
      if (!last || page.length < AT_A_TIME) return
      after = last.code
    }
  }

  /** Which entries codes belong to, and whether they can be used. Codes of no batch are missing from the answer. */
  async entryOf(codes: readonly string[]): Promise<readonly CodeState[]> {
    const wanted = [...new Set(codes.map(normalizeCode))]
    return wanted.length === 0 ? [] : readCodes(this.database, wanted)
  }
}

/** Adds rows of a file. Answers the first that cannot be added. */
async function addChunk(
  tx: SqlTx,
  batchId: string,
  chunk: readonly string[],
  rowsBefore: number,
): Promise<ImportRefused | null> {
  if (chunk.length === 0) return null
  const added = await addCodes(tx, batchId, chunk)
  await countBatch(tx, batchId, added.size)
  if (added.size === chunk.length) return null

  const batchOf = new Map((await batchOfCodes(tx, chunk)).map(({ code, batchId: of }) => [code, of]))
  const seen = new Set<string>()
  for (const [index, code] of chunk.entries()) {
    const bad = seen.has(code) || !added.has(code)
    seen.add(code)
    if (bad) return refuseCode(rowsBefore + index + 1, code, batchOf.get(code), batchId)
  }
  return null
}

function refuseCode(row: number, code: string, of: string | undefined, batchId: string): ImportRefused {
  const nextStep = "Remove the row and import the file again; nothing of it was imported."
  if (of === undefined || of === batchId) {
    const message = `Row ${row}: code ${code} was in an earlier row already.`
    return { ...refuse("code_repeated", message, nextStep), row, text: code }
  }
  return { ...refuse("code_taken", `Row ${row}: code ${code} belongs to batch ${of}.`, nextStep), row, text: code }
}

const badCode = (row: number, text: string): ImportRefused => ({
  ...refuse(
    "code_invalid",
    `Row ${row}: "${text}" cannot be a code.`,
    "Use 1 to 100 letters, digits or signs without spaces; nothing of the file was imported.",
  ),
  row,
  text,
})

const invalid = (message: string, nextStep: string) => refuse("code_batch_invalid", message, nextStep)

const different = (batchId: string) =>
  refuse(
    "code_batch_exists_with_different_content",
    `Batch ${batchId} exists with other content.`,
    "Use a new batch id for other codes.",
  )

/** The fewest letters that are enough for so many codes. */
function lengthFor(count: number): number {
  let length = 1
  while (codesOfLength(length) < BigInt(count) * DENSEST) length += 1
  return length
}
