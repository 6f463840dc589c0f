import { describe, expect, it } from "@jest/globals"
import type { Lifecycle, LoggedMove, RefusedAttempt } from "./lifecycle-types"
import { timelineEntries } from "./timeline-entries"

const move = (sequence: number, at: string) => ({ sequence, at }) as LoggedMove
const attempt = (id: string, at: string) => ({ id, at }) as RefusedAttempt
const keys = (log: readonly LoggedMove[], refused: readonly RefusedAttempt[], withRefused: boolean) =>
  timelineEntries({ log, refused } as Lifecycle, withRefused).map(({ key }) => key)

describe("the timeline", () => {
  const log = [move(1, "2026-03-01T10:00:00Z"), move(2, "2026-03-01T10:00:00Z"), move(3, "2026-03-01T12:00:00Z")]
  const refused = [attempt("a", "2026-03-01T11:00:00Z"), attempt("b", "2026-03-01T10:00:00Z")]

  it("shows the newest first, and 2 lines of the same moment in the order of the log", () => {
    expect(keys(log, refused, false)).toEqual(["move 3", "move 2", "move 1"])
  })

  it("puts refused attempts where they happened when they are asked for", () => {
    expect(keys(log, refused, true)).toEqual(["move 3", "refused a", "move 2", "move 1", "refused b"])
  })
})
