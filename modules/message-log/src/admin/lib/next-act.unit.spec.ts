import { expect, it } from "@jest/globals"
import { canPark, canReplay, replayQuestion } from "./next-act"
import { INBOX_STATES } from "./state-words"

it("offers each of 6 states what is of use, and asks before it replays what is done", () => {
  const offered = INBOX_STATES.map((state) => [state, canReplay(state), canPark(state), replayQuestion(state) !== null])
  expect(offered).toEqual([
    ["pending", false, true, false],
    ["working", false, false, false],
    ["waiting", true, true, false],
    ["failed", true, true, false],
    ["parked", true, false, false],
    ["done", true, false, true],
  ])
})
