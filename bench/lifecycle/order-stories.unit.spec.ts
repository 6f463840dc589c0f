import { describe, expect, it } from "@jest/globals"
import { ACCEPTS, LONG_STORY, REFUSES, STORIES } from "./order-stories"

describe("the orders of the bench", () => {
  it("4 stories have 10 transitions each, and a long one has as many as asked for", () => {
    expect(STORIES.map(({ length }) => length)).toEqual([10, 10, 10, 10])
    expect(LONG_STORY(200)).toHaveLength(200)
  })

  it("every state that a walk leads to has an event to go on with", () => {
    const reached = Object.values(ACCEPTS).flatMap((some) => some.map(({ to }) => to))
    for (const state of reached) expect(REFUSES[state]?.length ?? 0).toBeGreaterThan(0)
  })

  it("no event is both accepted and refused with the same facts in one state", () => {
    for (const [state, accepted] of Object.entries(ACCEPTS)) {
      const both = accepted.filter(({ told }) => (REFUSES[state] ?? []).includes(told))
      expect(both).toEqual([])
    }
  })
})
