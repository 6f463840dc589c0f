import { describe, expect, it } from "@jest/globals"
import { runClosedLoop, runTimedLoop } from "./closed-loop"

describe("runClosedLoop", () => {
  it("does 3 pieces for each of 2 callers, never more than 2 at once", async () => {
    const pieces: number[] = []
    let [running, most] = [0, 0]
    const result = await runClosedLoop({ callers: 2, timesEach: 3 }, async (piece) => {
      most = Math.max(most, ++running)
      await Promise.resolve()
      running -= 1
      pieces.push(piece)
    })
    expect(pieces.sort()).toEqual([0, 1, 2, 3, 4, 5])
    expect(most).toBe(2)
    expect(result.perSecond * result.seconds).toBeCloseTo(6)
  })

  it("ends with the first failure", async () => {
    const work = (piece: number) => (piece === 1 ? Promise.reject(new Error("refused")) : Promise.resolve())
    await expect(runClosedLoop({ callers: 1, timesEach: 3 }, work)).rejects.toThrow("refused")
  })
})

describe("runTimedLoop", () => {
  it("begins nothing after its time, and counts the 2 pieces that were under way then", async () => {
    const began: (() => void)[] = []
    const running = runTimedLoop({ callers: 2, seconds: 0.000_001 }, () => new Promise((done) => began.push(done)))
    for (const end of began) end()
    const { durationsMs, perSecond, seconds } = await running
    expect(began).toHaveLength(2)
    expect(durationsMs).toHaveLength(2)
    expect(perSecond * seconds).toBeCloseTo(2)
  })

  it("ends with the first failure", async () => {
    const work = () => Promise.reject(new Error("refused"))
    await expect(runTimedLoop({ callers: 1, seconds: 1 }, work)).rejects.toThrow("refused")
  })
})
