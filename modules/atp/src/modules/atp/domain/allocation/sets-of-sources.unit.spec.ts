import { describe, expect, it } from "@jest/globals"

import { setsBySize } from "./sets-of-sources"

const list = (length: number) => Array.from({ length }, (_, at) => at)

/** How many sets of which size came, and how it ended. */
function run(length: number, smallest?: number) {
  const sizes = setsBySize(list(length), smallest)
  const counts: number[] = []
  let step = sizes.next()
  for (; !step.done; step = sizes.next()) counts.push([...step.value].length)
  return { counts, end: step.value }
}

describe("setsBySize", () => {
  it("gives the 7 sets of 3, smaller ones first, each in the order of the list", () => {
    expect([...setsBySize(["a", "b", "c"])].map((sets) => [...sets].map((set) => set.join("")))).toEqual([
      ["a", "b", "c"],
      ["ab", "ac", "bc"],
      ["abc"],
    ])
  })

  it("gives all 4,095 sets of 12 and stops at 13 with whole sizes", () => {
    expect(run(12)).toMatchObject({ end: "all" })
    expect(run(12).counts.reduce((sum, count) => sum + count)).toBe(4095)
    expect(run(13)).toEqual({ counts: [13, 78, 286, 715, 1287, 1716], end: "cut_short" })
  })

  it("begins at a size of 2, and gives all pairs of 99 and none of 101", () => {
    expect(run(4, 2).counts).toEqual([6, 4, 1])
    expect(run(99, 2)).toEqual({ counts: [4851], end: "cut_short" })
    expect(run(101, 2)).toEqual({ counts: [], end: "cut_short" })
    expect(run(2000, 1000)).toEqual({ counts: [], end: "cut_short" })
  })

  it("gives none of an empty list", () => {
    expect(run(0)).toEqual({ counts: [], end: "all" })
  })
})
