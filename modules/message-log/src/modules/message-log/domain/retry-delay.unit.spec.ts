import { expect, it } from "@jest/globals"
import { retryDelaySeconds } from "./retry-delay"

it("waits 1 second after the first refusal, doubles, and never waits more than 60", () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 10_000].map(retryDelaySeconds)).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60])
})
