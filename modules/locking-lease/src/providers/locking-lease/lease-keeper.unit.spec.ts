import { afterEach, describe, expect, it } from "@jest/globals"
import { performance } from "node:perf_hooks"
import type { SqlTx } from "@holdfast/kernel"
import { LeaseKeeper } from "./lease-keeper"
import type { Lease } from "./store/take-leases"

describe("LeaseKeeper", () => {
  let keeper: LeaseKeeper
  const warnings: string[] = []
  afterEach(() => keeper.stop())

  /** Keeps a lease of 0.3 seconds on a database that answers so, and says why it was lost. */
  const lossOn = (answer: (asked: number) => Promise<readonly Lease[]>) =>
    new Promise<string>((lost) => {
      let asked = 0
      const tx = { query: () => answer(++asked) } as unknown as SqlTx
      keeper = new LeaseKeeper(tx, { warn: (text: string) => warnings.push(text) })
      keeper.keep({ key: "sku_1", fence: "7", seconds: 0.3, lost }, performance.now())
    })

  it("gives a lease up when the database has said nothing for its length", async () => {
    expect(await lossOn(() => new Promise(() => undefined))).toMatch(/^it could not be renewed: no answer .* ms$/)
  })

  it("tries again after 1 failure, and is told by the next answer", async () => {
    const asked: number[] = []
    const why = await lossOn((n) => {
      asked.push(n)
      return n === 1 ? Promise.reject(new Error("connection refused")) : Promise.resolve([])
    })
    expect(asked).toEqual([1, 2])
    expect(why).toBe("it ended, and was taken over or cleared away")
    expect(warnings.at(-1)).toBe(
      "1 locks could not be renewed: connection refused. Trying again until their leases end.",
    )
  })

  it("knows a lease of the same key under another number for another's", async () => {
    expect(await lossOn(() => Promise.resolve([{ key: "sku_1", fence: "8" }]))).toMatch(/^it ended/)
  })

  it("keeps a lease through 3 renewals", async () => {
    const renewals: number[] = []
    const why = await lossOn((n) => {
      renewals.push(n)
      return Promise.resolve(n <= 3 ? [{ key: "sku_1", fence: "7" }] : [])
    })
    expect(renewals).toEqual([1, 2, 3, 4])
    expect(why).toMatch(/^it ended/)
  })
})
