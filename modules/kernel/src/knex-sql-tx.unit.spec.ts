import { describe, expect, it } from "@jest/globals"

import { knexSqlTx } from "./knex-sql-tx"

describe("knexSqlTx", () => {
  it("gives each of 3 placeholders its value, in the order the statement uses them, twice where it is used twice", async () => {
    const asked: unknown[] = []
    const tx = knexSqlTx({
      raw: async (sql, bindings) => {
        asked.push([sql, bindings])
        return { rows: [{ n: 1 }] }
      },
    })
    expect(await tx.query("select $2::int, $1::text[], $2", [["a", "b"], 7])).toEqual([{ n: 1 }])
    expect(asked).toEqual([["select ?::int, ?::text[], ?", [7, ["a", "b"], 7]]])
  })

  it("keeps PostgreSQL's own question marks as they are", async () => {
    const texts: string[] = []
    const tx = knexSqlTx({ raw: async (sql) => (texts.push(sql), { rows: [] }) })
    await tx.query("select data ? 'key' from t where id = $1", ["x"])
    expect(texts).toEqual(["select data \\? 'key' from t where id = ?"])
  })
})
