import { expect, it } from "@jest/globals"
import { failurePauseSeconds, waitPauseSeconds } from "./inbox-pause"

it("pauses 2 seconds after the first failure, three times as long after each, and never more than 30 minutes", () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 10_000].map(failurePauseSeconds)).toEqual([
    2, 6, 18, 54, 162, 486, 1_458, 1_800, 1_800,
  ])
})

it("pauses 2 seconds after the first wait, doubles, and never pauses more than 10 minutes", () => {
  expect([1, 2, 3, 8, 9, 10, 10_000].map(waitPauseSeconds)).toEqual([2, 4, 8, 256, 512, 600, 600])
})
