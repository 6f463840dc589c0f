import { describe, expect, it } from "@jest/globals"
import { judgePair } from "./measure-pairs"
import { describeNoise, keptPairs } from "./noise"

const half = (othersCores: number | undefined) => ({
  value: 1,
  cpu: othersCores === undefined ? undefined : { othersCores, groupMs: new Map<string, number>() },
})
const pair = (ours: number | undefined, peer: number | undefined, limit: number | undefined = 0.3) =>
  judgePair({ ours: half(ours), peer: half(peer) }, limit)

describe("judgePair", () => {
  it("drops a pair when either half met more than 0.3 cores of others", () => {
    expect([pair(0.1, 0.3), pair(0.1, 0.31), pair(0.31, 0.1)].map(({ kept }) => kept)).toEqual([true, false, false])
  })

  it("keeps every pair without a limit, and still tells the worse half", () => {
    expect(judgePair({ ours: half(1.5), peer: half(0.2) }, undefined)).toMatchObject({ kept: true, othersCores: 1.5 })
  })

  it("keeps a pair where the system does not tell, and says that it is unknown", () => {
    expect(pair(undefined, undefined)).toMatchObject({ kept: true, othersCores: undefined })
  })
})

describe("describeNoise", () => {
  it("counts 2 kept and 1 dropped, and names the middle and the worst that was kept", () => {
    expect(describeNoise([pair(0.1, 0.2), pair(0.9, 0.1), pair(0.05, 0.05)])).toEqual({
      ...{ pairsKept: 2, pairsDropped: 1, othersCoresMedian: 0.2, othersCoresWorstKept: 0.2 },
    })
  })
})

describe("keptPairs", () => {
  it("gives back the 1 pair of 2 that counts", () => {
    expect(keptPairs([pair(0.1, 0.1), pair(0.9, 0.1)], "with 1 buyer")).toHaveLength(1)
  })

  it("says how busy the machine was, and what to do, when all 2 were dropped", () => {
    expect(() => keptPairs([pair(0.9, 0.1), pair(0.5, 0.1)], "with 8 buyers")).toThrow(
      /All 2 pairs with 8 buyers were dropped: other processes kept 0\.50 cores busy\.\n.*--max-other-cores off/,
    )
  })
})
