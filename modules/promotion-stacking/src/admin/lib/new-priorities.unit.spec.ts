import { describe, expect, it } from "@jest/globals"
import { newPriorities } from "./new-priorities"

const lane = (...priorities: number[]) => priorities.map((priority, n) => ({ id: "abcdef".charAt(n), priority }))

/** The lane as it is listed after the change. */
function after(before: ReturnType<typeof lane>, changes: ReturnType<typeof newPriorities>): string {
  const changed = new Map(changes.map(({ id, priority }) => [id, priority]))
  return before
    .map(({ id, priority }) => ({ id, priority: changed.get(id) ?? priority }))
    .sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id)
    .join("")
}

describe("priorities after a row was moved", () => {
  it("puts an entry between 100 and 50 at 75, and changes no other", () => {
    expect(newPriorities(lane(100, 50, 10), "c", "before", "b")).toEqual([{ id: "c", priority: 75 }])
  })

  it("puts an entry 10 above the first, or 10 below the last", () => {
    expect(newPriorities(lane(100, 50, 10), "c", "before", "a")).toEqual([{ id: "c", priority: 110 }])
    expect(newPriorities(lane(100, 50, 10), "a", "after", "c")).toEqual([{ id: "a", priority: 0 }])
  })

  it("numbers a lane of 4 ties anew in steps of 10 when there is no room", () => {
    expect(newPriorities(lane(0, 0, 0, 0), "d", "before", "b")).toEqual([
      { id: "a", priority: 30 },
      { id: "d", priority: 20 },
      { id: "b", priority: 10 },
      { id: "c", priority: 0 },
    ])
  })

  it("stays within 1,000,000 at the top", () => {
    const changes = newPriorities(lane(1_000_000, 999_999), "b", "before", "a")
    expect(changes).toEqual([
      { id: "b", priority: 1_000_000 },
      { id: "a", priority: 999_990 },
    ])
  })

  it("changes nothing when a row is dropped where it was, or on a row that is gone", () => {
    expect(newPriorities(lane(30, 20, 10), "b", "after", "a")).toEqual([])
    expect(newPriorities(lane(30, 20, 10), "b", "before", "c")).toEqual([])
    expect(newPriorities(lane(30, 20, 10), "b", "before", "z")).toEqual([])
  })

  it("gives the asked order for each of 5 × 4 × 2 moves in a lane with and without room", () => {
    for (const before of [lane(50, 40, 30, 20, 10), lane(3, 3, 2, 2, 2), lane(9, 8, 7, 6, 5)]) {
      for (const { id } of before) {
        for (const { id: target } of before.filter((one) => one.id !== id)) {
          for (const side of ["before", "after"] as const) {
            const rest = before.map((one) => one.id).filter((one) => one !== id)
            rest.splice(rest.indexOf(target) + (side === "after" ? 1 : 0), 0, id)
            expect(after(before, newPriorities(before, id, side, target))).toBe(rest.join(""))
          }
        }
      }
    }
  })
})
