import { describe, expect, it } from "@jest/globals"
import { cpuBetween, parseMachineTicks, parseProcessTicks, ticksOfTree } from "./cpu-time"

describe("parseMachineTicks", () => {
  it("adds up what was worked and what was stolen, not what was idle or counted twice: 100+2+30+4+5+6", () => {
    const stat = "cpu  100 2 30 9000 700 4 5 6 50 1\ncpu0 50 1 15 4500 350 2 2 3 25 0\n"
    expect(parseMachineTicks(stat)).toBe(147)
  })
})

describe("parseProcessTicks", () => {
  it("finds parent 7 and 11+12+13+14 ticks behind a name with brackets and spaces", () => {
    const stat = "42 (post (gres) x) S 7 42 42 0 -1 4194560 1 2 3 4 11 12 13 14 20 0 1 0 100 0 0"
    expect(parseProcessTicks(stat)).toEqual({ parent: 7, ticks: 50 })
  })
})

describe("ticksOfTree", () => {
  const processes = new Map([
    [1, { parent: 0, ticks: 10 }],
    [2, { parent: 1, ticks: 20 }],
    [3, { parent: 2, ticks: 40 }],
    [4, { parent: 1, ticks: 80 }],
  ])

  it("counts a process with its children and theirs", () => {
    expect(ticksOfTree(processes, 2, new Set([2]))).toBe(60)
  })

  it("leaves out a child that is counted by itself", () => {
    expect(ticksOfTree(processes, 1, new Set([1, 2]))).toBe(90)
  })
})

describe("cpuBetween", () => {
  const reading = (atMs: number, machineMs: number, shop: number) => ({
    atMs,
    machineMs,
    groupMs: new Map([["shop", shop]]),
  })

  it("finds half a core of others when 1500 ms were used in a second and 1000 of them were ours", () => {
    const use = cpuBetween(reading(0, 0, 100), reading(1000, 1500, 1100))
    expect(use).toEqual({ othersCores: 0.5, groupMs: new Map([["shop", 1000]]) })
  })

  it("answers 0 rather than less when the clocks disagree by a tick", () => {
    expect(cpuBetween(reading(0, 0, 0), reading(1000, 990, 1000)).othersCores).toBe(0)
  })
})
