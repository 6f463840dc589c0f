import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals"
import { TestDatabase } from "./__fixtures__/limits-database"
import { CodeBatches } from "./code-batches"

const spring = { batchId: "batch_1", entryId: "spring", prefix: "spr-", length: 8 }

let database: TestDatabase
let batches: CodeBatches

beforeAll(async () => {
  database = await TestDatabase.create("codes")
  batches = new CodeBatches(database)
})
afterAll(async () => database.end())
beforeEach(async () => database.empty())

async function* rows(...codes: string[]): AsyncGenerator<string> {
  yield* codes
}
async function* numbered(count: number, bad: Readonly<Record<number, string>> = {}): AsyncGenerator<string> {
  for (let n = 1; n <= count; n++) yield bad[n] ?? `code-${n}`
}
const all = async (codes: AsyncIterable<string>) => {
  const list: string[] = []
  for await (const code of codes) list.push(code)
  return list
}
const stored = async () =>
  (await database.query<{ n: number }>("select count(*)::int as n from stacking_code"))[0]?.n ?? 0

describe("generating", () => {
  it("makes 25,000 different codes of readable letters in capitals, and exports them in order", async () => {
    expect(await batches.generate({ ...spring, count: 25_000 })).toEqual({
      ok: true,
      value: { batchId: "batch_1", entryId: "spring", count: 25_000 },
    })
    const codes = await all(batches.export("batch_1"))
    expect(new Set(codes).size).toBe(25_000)
    expect(codes.every((code) => /^SPR-[2-9A-HJKMNP-TV-Z]{8}$/.test(code))).toBe(true)
    expect(codes).toEqual([...codes].sort())
  })

  it("makes 1,000,000 codes, each once", async () => {
    expect(await batches.generate({ ...spring, count: 1_000_000 })).toMatchObject({ value: { count: 1_000_000 } })
    let count = 0
    let last = ""
    let rising = true
    for await (const code of batches.export("batch_1")) {
      rising &&= code > last
      last = code
      count += 1
    }
    expect({ count, rising }).toEqual({ count: 1_000_000, rising: true })
  })

  it("answers a repeat without making a code, and refuses the id for 3 other contents", async () => {
    await batches.generate({ ...spring, count: 100 })
    expect(await batches.generate({ ...spring, count: 100 })).toMatchObject({ ok: true })
    expect(await stored()).toBe(100)
    for (const other of [{ count: 101 }, { entryId: "summer" }, { prefix: "sum-" }]) {
      expect(await batches.generate({ ...spring, count: 100, ...other })).toMatchObject({
        code: "code_batch_exists_with_different_content",
      })
    }
  })

  it("goes on after it was cut short at 20,000 of 30,000", async () => {
    let transactions = 0
    const cut = new CodeBatches({
      query: (sql, params) => database.query(sql, params),
      transaction: (work) => {
        transactions += 1
        if (transactions > 2) throw new Error("The process ended.")
        return database.transaction(work)
      },
    })
    await expect(cut.generate({ ...spring, count: 30_000 })).rejects.toThrow("The process ended.")
    expect(await stored()).toBe(20_000)
    expect(await batches.generate({ ...spring, count: 30_000 })).toMatchObject({ ok: true })
    expect(await stored()).toBe(30_000)
  })

  it("makes 30,000 codes, not 90,000, when 3 processes run the same request", async () => {
    await Promise.all([1, 2, 3].map(() => batches.generate({ ...spring, count: 30_000 })))
    expect(await stored()).toBe(30_000)
  })

  it("makes up for codes that another batch has already", async () => {
    // A quarter of all codes of 4 letters is taken, so about every fourth draw meets one that is there.
    await database.query("insert into stacking_code_batch (id, entry_id, wanted) values ('dense', 'summer', 0)")
    await database.query(`
      with letter as (select unnest(string_to_array('23456789ABCDEFGHJKMNPQRSTVWXYZ', null)) as l)
      insert into stacking_code (code, batch_id)
      select a.l || b.l || c.l || d.l, 'dense' from letter a, letter b, letter c, letter d where a.l < '9'`)
    await batches.generate({ ...spring, prefix: "", length: 4, count: 800 })
    expect(await all(batches.export("batch_1"))).toHaveLength(800)
  })

  it("refuses 0 and 1,000,001 codes, and codes so short that 1 guess in 1,000 would hit", async () => {
    for (const count of [0, 1_000_001, 1.5]) {
      expect(await batches.generate({ ...spring, count })).toMatchObject({ code: "code_batch_invalid" })
    }
    expect(await batches.generate({ ...spring, prefix: "two words", count: 5 })).toMatchObject({
      code: "code_batch_invalid",
    })
    expect(await batches.generate({ ...spring, length: 6, count: 1_000_000 })).toMatchObject({
      code: "code_batch_too_dense",
      nextStep: "Use at least 7 letters.",
    })
  })
})

describe("importing", () => {
  it("stores 10,001 codes trimmed and in capitals, and answers a repeat of the same file", async () => {
    const file = () => numbered(10_001, { 1: "  welcome " })
    const answer = { ok: true, value: { batchId: "batch_1", entryId: "spring", count: 10_001 } }
    expect(await batches.import({ ...spring, codes: file() })).toEqual(answer)
    expect(await batches.import({ ...spring, codes: file() })).toEqual(answer)
    expect(await batches.import({ ...spring, codes: numbered(10_000) })).toMatchObject({
      code: "code_batch_exists_with_different_content",
    })
    expect(await batches.entryOf(["Welcome", "code-10001", "code-1"])).toEqual([
      { code: "CODE-10001", entryId: "spring", batchId: "batch_1", state: "free", cartId: null },
      { code: "WELCOME", entryId: "spring", batchId: "batch_1", state: "free", cartId: null },
    ])
    expect(await stored()).toBe(10_001)
  })

  it.each([
    ["an empty row", { 10_003: "  " }, { code: "code_invalid", row: 10_003 }],
    ["a space inside", { 2: "two words" }, { code: "code_invalid", row: 2, text: "two words" }],
    ["a letter that has no one upper case", { 7: "straße" }, { code: "code_invalid", row: 7 }],
    ["a repeat in the same ten thousand", { 9: "CODE-4" }, { code: "code_repeated", row: 9, text: "CODE-4" }],
    ["a repeat of a row far above", { 10_009: "code-4" }, { code: "code_repeated", row: 10_009 }],
    ["a code of another batch", { 10_001: "theirs" }, { code: "code_taken", row: 10_001, text: "THEIRS" }],
  ])("imports nothing of 10,010 rows with %s, and names the row", async (_, bad, refusal) => {
    await batches.import({ batchId: "batch_0", entryId: "summer", codes: rows("theirs") })
    expect(await batches.import({ ...spring, codes: numbered(10_010, bad) })).toMatchObject({ ok: false, ...refusal })
    expect(await stored()).toBe(1)
    expect(await all(batches.export("batch_1"))).toEqual([])
    expect(await batches.import({ ...spring, codes: numbered(10) })).toMatchObject({ ok: true })
  })

  it("refuses a file of 0 codes and one for an id of another entry", async () => {
    expect(await batches.import({ ...spring, codes: rows() })).toMatchObject({ code: "code_batch_empty" })
    await batches.generate({ ...spring, count: 1 })
    expect(await batches.import({ ...spring, codes: rows("a") })).toMatchObject({
      code: "code_batch_exists_with_different_content",
    })
  })
})

describe("exporting", () => {
  it("gives back what another shop imports: 20,000 codes out and in again", async () => {
    await batches.generate({ ...spring, count: 20_000 })
    const codes = await all(batches.export("batch_1"))
    await database.empty()
    expect(await batches.import({ ...spring, codes: rows(...codes) })).toMatchObject({ ok: true })
    expect(await all(batches.export("batch_1"))).toEqual(codes)
  })

  it("reads 3 pages of a batch of 25,000 one after the other, and no further than its reader", async () => {
    await batches.generate({ ...spring, count: 25_000 })
    let statements = 0
    const counted = new CodeBatches(database.broken((sql) => ((statements += 1), sql)))
    expect(await all(counted.export("batch_1"))).toHaveLength(25_000)
    expect(statements).toBe(3)
    for await (const code of counted.export("batch_1")) {
      expect(code).toMatch(/^SPR-/)
      break
    }
    expect(statements).toBe(4)
  })
})
