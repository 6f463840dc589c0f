import { describe, expect, it } from "@jest/globals"
import { appendToOutbox, type OutboxEvent } from "./append-to-outbox"
import { BrokenAssumption } from "./broken-assumption"
import type { SqlTx } from "./sql-tx"

const moved = { id: "evt_1", name: "inventory.stock_moved", aggregateId: "iitem_mug", data: { onHand: 4 } }
const placed = { id: "evt_2", name: "order.placed", data: { total: 1999n, note: undefined } }

/** Records each statement, and answers with the ids of the events it kept. */
function transaction(keeps: (id: string) => boolean = () => true) {
  const asked: { sql: string; params: readonly unknown[] }[] = []
  const tx: SqlTx = {
    query: async <Row>(sql: string, params: readonly unknown[]) => {
      asked.push({ sql, params })
      return (params[0] as string[]).filter(keeps).map((id) => ({ id })) as Row[]
    },
  }
  return { tx, asked }
}

const refusalOf = async (promise: Promise<void>) => {
  const error: unknown = await promise.catch((thrown: unknown) => thrown)
  return error instanceof BrokenAssumption ? { code: error.code, message: error.message } : error
}

describe("appendToOutbox", () => {
  it("appends 1 event in 1 statement, its data as JSON", async () => {
    const { tx, asked } = transaction()
    await appendToOutbox(tx, moved)
    expect(asked).toHaveLength(1)
    expect(asked[0]?.params).toEqual([["evt_1"], ["inventory.stock_moved"], ['{"onHand":4}'], ["iitem_mug"]])
    expect(asked[0]?.sql).toMatch(/^\s*insert into message_log_outbox .*on conflict \(id\) .*returning id$/s)
  })

  it("appends 2 events in 1 statement and in their order, the bigint as a decimal string", async () => {
    const { tx, asked } = transaction()
    await appendToOutbox(tx, [placed, moved])
    expect(asked.map(({ params }) => params)).toEqual([
      [
        ["evt_2", "evt_1"],
        ["order.placed", "inventory.stock_moved"],
        ['{"total":"1999"}', '{"onHand":4}'],
        [null, "iitem_mug"],
      ],
    ])
    expect(asked[0]?.sql).toContain("order by event.place")
  })

  it("asks nothing of the database for 0 events", async () => {
    const { tx, asked } = transaction()
    await appendToOutbox(tx, [])
    expect(asked).toEqual([])
  })

  it("names the 1 of 2 events whose id is kept with other content", async () => {
    const { tx } = transaction((id) => id !== "evt_2")
    expect(await refusalOf(appendToOutbox(tx, [moved, placed]))).toEqual({
      code: "outbox_event_exists_with_different_content",
      message:
        "Event evt_2 is in the outbox with another name, aggregate or data. " +
        "Use a new id for a new event, and the kept one with the kept content for a retry.",
    })
  })

  it("asks nothing of the database when 1 id comes twice in one call", async () => {
    const { tx, asked } = transaction()
    expect(await refusalOf(appendToOutbox(tx, [moved, placed, { ...placed, id: "evt_1" }]))).toEqual({
      code: "outbox_event_repeated",
      message: "Event evt_1 was appended twice in one call. Make one id for each event.",
    })
    expect(asked).toEqual([])
  })

  it.each<[OutboxEvent["data"], string]>([
    [{ at: new Date(0) }, "json_value_unsupported"],
    [{ share: Number.NaN }, "json_number_not_finite"],
    [() => 1, "json_value_unsupported"],
  ])("appends nothing of data that JSON cannot carry: %p", async (data, code) => {
    const { tx, asked } = transaction()
    expect(await refusalOf(appendToOutbox(tx, { ...moved, data }))).toMatchObject({ code })
    expect(asked).toEqual([])
  })

  it("lets the driver's error through, so that the caller's transaction is rolled back", async () => {
    const missing = new Error('relation "message_log_outbox" does not exist')
    await expect(appendToOutbox({ query: () => Promise.reject(missing) }, moved)).rejects.toBe(missing)
  })
})
