import { describe, expect, it } from "@jest/globals"
import { judgeGoal } from "./goal"

describe("judgeGoal", () => {
  it.each([
    [59.9, "missed"],
    [60, "met"],
    [199, "met"],
    [200, "aim met"],
  ] as const)("calls %d times with a bar of 60 and an aim of 200 %s", (measured, verdict) => {
    expect(judgeGoal({ what: "holds", measured, bar: 60, aim: 200, better: "more", unit: "times" })).toBe(verdict)
  })

  it("calls 10 ms met and 10.1 ms missed when 10 is the most", () => {
    const goal = { what: "p99", bar: 10, better: "less", unit: "ms" } as const
    expect(judgeGoal({ ...goal, measured: 10 })).toBe("met")
    expect(judgeGoal({ ...goal, measured: 10.1 })).toBe("missed")
    expect(judgeGoal({ ...goal, measured: Infinity })).toBe("missed")
  })
})
