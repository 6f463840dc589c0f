import { describe, expect, it } from "@jest/globals"
import { runClosedLoop } from "./closed-loop"

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
