import { describe, expect, it } from "@jest/globals"
import type { Bench } from "./bench-definition"
import { findBench, usage } from "./usage"

const bench = (name: string): Bench => ({
  ...{
    name,
    summary: `measures ${name}`,
    usage: "--pairs N  how often\n--fast  less of it",
    run: () => Promise.resolve(),
  },
})
const benches = [bench("checkout"), bench("reserve")]

describe("usage", () => {
  it("shows 2 benches with what each measures and 2 options of each", () => {
    const text = usage(benches)
    for (const part of ["checkout  measures checkout", "reserve  measures reserve"]) expect(text).toContain(part)
    expect(text.match(/--pairs N/g)).toHaveLength(2)
  })
})

describe("findBench", () => {
  it("finds the bench of that name", () => {
    expect(findBench(benches, "reserve").name).toBe("reserve")
  })

  it("answers an unknown name with the 2 known ones", () => {
    expect(() => findBench(benches, "chekout")).toThrow(
      'There is no bench called "chekout".\nChoose one of: checkout, reserve.',
    )
  })
})
