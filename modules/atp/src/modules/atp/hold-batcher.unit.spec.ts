import { describe, expect, it } from "@jest/globals"
import { HoldBatcher } from "./hold-batcher"

const level = { itemId: "mug", locationId: "berlin" }
const hold = (holdId: string) => ({ holdId, quantity: 1, ttlSeconds: 60 })
const answer = (hold_id: string) => ({ hold_id, outcome: "placed", expires_at: new Date(0), atp: "1" })

/** A database that answers each statement by hand, and remembers what it was asked. */
function slowDatabase() {
  const asked: string[][] = []
  const answers: { give: (fail?: boolean) => void }[] = []
  const sql = {
    query: (_: string, params: readonly unknown[]) =>
      new Promise<never>((resolve, reject) => {
        const holds = params[2] as string[]
        asked.push(holds)
        answers.push({
          give: (fail) => {
            if (fail) reject(new Error("one of them cannot be written"))
            else resolve(holds.map(answer) as never)
          },
        })
      }),
  }
  return { sql, asked, answers }
}
const turn = () => new Promise((resolve) => setImmediate(resolve))

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
})
