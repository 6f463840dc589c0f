import { expect, it } from "@jest/globals"
import { LONGEST_PAUSE_MS, pollPauseMs } from "./poll-pause"

it("pauses 5, 10, 20, 40 and then 50 ms at most, and half of that at least", () => {
  expect([1, 2, 3, 4, 5, 2000].map((looks) => pollPauseMs(looks, 1))).toEqual([5, 10, 20, 40, 50, LONGEST_PAUSE_MS])
  expect([1, 2, 3, 4, 5, 2000].map((looks) => pollPauseMs(looks, 0))).toEqual([2.5, 5, 10, 20, 25, 25])
})
