import { describe, expect, it } from "@jest/globals"
import { HoldBatcher } from "./hold-batcher"

const level = { itemId: "mug", locationId: "berlin" }
const hold = (holdId: string) => ({ holdId, quantity: 1, ttlSeconds: 60 })
const answer = (hold_id: string) => ({ hold_id, outcome: "placed", expires_at: new Date(0), atp: "1" })

/** A database that answers each statement by hand, and remembers what it was asked: `item: hold, hold` of each level. */
function slowDatabase() {
  const asked: string[][] = []
  const answers: { give: (fail?: boolean) => void; leaveOut: (...levels: number[]) => void }[] = []
  const sql = {
    query: (text: string, params: readonly unknown[]) =>
      new Promise<never>((resolve, reject) => {
        const together = text.includes("atp_place_holds_together")
        const holds = params[together ? 3 : 2] as string[]
        const levels = params[2] as number[]
        const items = params[0] as string[]
        asked.push(together ? holds.map((id, n) => `${items[levels[n]! - 1]}: ${id}`) : holds)
        const leaveOut = (...out: number[]) =>
          resolve(
            items
              .map((_, n) => ({ level: n + 1, began_at: new Date(0), atp: "1" }))
              .filter((row) => !out.includes(row.level)) as never,
          )
        answers.push({
          give: (fail) => {
            if (fail) reject(new Error("one of them cannot be written"))
            else if (together) leaveOut()
            else resolve(holds.map(answer) as never)
          },
          leaveOut,
        })
      }),
  }
  return { sql, asked, answers }
}
/** Long enough for an answer to reach those who wait, and for the next statement to leave. */
const turn = async () => {
  for (let n = 0; n < 3; n += 1) await new Promise((resolve) => setImmediate(resolve))
}

describe("HoldBatcher", () => {
  it("writes 3 calls of one turn at once, and the 2 that arrive meanwhile together after them", async () => {
    const { sql, asked, answers } = slowDatabase()
    const batcher = new HoldBatcher(sql)
    const first = ["a", "b", "c"].map((id) => batcher.place(level, hold(id)))
    await turn()
    const second = ["d", "e"].map((id) => batcher.place(level, hold(id)))
    await turn()
    expect(asked).toEqual([["a", "b", "c"]])
    answers[0]?.give()
    expect((await Promise.all(first)).map((one) => one.hold_id)).toEqual(["a", "b", "c"])
    await turn()
    expect(asked[1]).toEqual(["d", "e"])
    answers[1]?.give()
    await Promise.all(second)
  })

  it("keeps the same id asked for twice out of one statement", async () => {
    const { sql, asked, answers } = slowDatabase()
    const batcher = new HoldBatcher(sql)
    const both = [batcher.place(level, hold("a")), batcher.place(level, hold("a"))]
    await turn()
    expect(asked).toEqual([["a"]])
    answers[0]?.give()
    await both[0]
    await turn()
    expect(asked).toEqual([["a"], ["a"]])
    answers[1]?.give()
    await both[1]
  })

  it("asks 2 members alone when their statement fails, so that only the guilty one fails", async () => {
    const { sql, asked, answers } = slowDatabase()
    const batcher = new HoldBatcher(sql)
    const good = batcher.place(level, hold("good"))
    const bad = batcher.place(level, hold("bad"))
    await turn()
    answers[0]?.give(true)
    await turn()
    answers[1]?.give()
    expect((await good).outcome).toBe("placed")
    await turn()
    answers[2]?.give(true)
    await expect(bad).rejects.toThrow("cannot be written")
    expect(asked).toEqual([["good", "bad"], ["good"], ["bad"]])
  })

  it("writes 3 levels with one statement, and each hold gets its own deadline", async () => {
    const { sql, asked, answers } = slowDatabase()
    const batcher = new HoldBatcher(sql)
    const all = ["mug", "lid", "bag"].map((itemId, n) =>
      batcher.place({ itemId, locationId: "berlin" }, { ...hold(`cart_${n}`), ttlSeconds: n + 1 }),
    )
    await turn()
    expect(asked).toEqual([["mug: cart_0", "lid: cart_1", "bag: cart_2"]])
    answers[0]?.give()
    expect((await Promise.all(all)).map((one) => one.expires_at?.getTime())).toEqual([1000, 2000, 3000])
  })

  it("asks a level alone that was left out of a common statement, while 2 others are answered", async () => {
    const { sql, asked, answers } = slowDatabase()
    const batcher = new HoldBatcher(sql)
    const [mug, lid, bag] = ["mug", "lid", "bag"].map((itemId) =>
      batcher.place({ itemId, locationId: "berlin" }, hold(`cart_${itemId}`)),
    )
    await turn()
    answers[0]?.leaveOut(2)
    expect([(await mug)?.hold_id, (await bag)?.hold_id]).toEqual(["cart_mug", "cart_bag"])
    await turn()
    expect(asked[1]).toEqual(["cart_lid"])
    answers[1]?.give()
    expect((await lid)?.hold_id).toBe("cart_lid")
  })

  it("gives a level that 16 wait for its own statement beside the common one", async () => {
    const { sql, asked } = slowDatabase()
    const batcher = new HoldBatcher(sql)
    for (let n = 0; n < 16; n += 1) void batcher.place(level, hold(`hot_${n}`))
    for (const itemId of ["lid", "bag"]) void batcher.place({ itemId, locationId: "berlin" }, hold(`cart_${itemId}`))
    await turn()
    expect(asked.map((holds) => holds.length)).toEqual([16, 2])
  })

  it("never puts one id twice into a common statement, whatever levels it is for", async () => {
    const { sql, asked, answers } = slowDatabase()
    const batcher = new HoldBatcher(sql)
    const both = ["mug", "lid"].map((itemId) => batcher.place({ itemId, locationId: "berlin" }, hold("cart_1")))
    await turn()
    expect(asked).toEqual([["mug: cart_1"]])
    answers[0]?.give()
    await both[0]
    await turn()
    expect(asked[1]).toEqual(["cart_1"])
    answers[1]?.give()
    await both[1]
  })

  it("asks 2 levels alone when their common statement fails", async () => {
    const { sql, asked, answers } = slowDatabase()
    const batcher = new HoldBatcher(sql)
    const both = ["mug", "lid"].map((itemId) => batcher.place({ itemId, locationId: "berlin" }, hold(`cart_${itemId}`)))
    await turn()
    answers[0]?.give(true)
    await turn()
    expect(asked.slice(1)).toEqual([["cart_mug"], ["cart_lid"]])
    for (const { give } of answers.slice(1)) give()
    expect((await Promise.all(both)).map((one) => one.outcome)).toEqual(["placed", "placed"])
  })
})
