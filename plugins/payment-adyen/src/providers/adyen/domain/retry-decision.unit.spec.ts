import { describe, expect, it } from "@jest/globals"
import { isRetryable, leavesDoubt, pauseMs, type TryResult } from "./retry-decision"

const answered = (status: number, more: { errorCode?: string; transient?: boolean } = {}): TryResult => ({
  kind: "answered",
  status,
  errorCode: more.errorCode ?? null,
  transient: more.transient ?? false,
})

describe("isRetryable", () => {
  it("tries again after 408, 425, 429, 500, 502, 503, 504 and after no answer", () => {
    for (const status of [408, 425, 429, 500, 502, 503, 504]) expect(isRetryable(answered(status))).toBe(true)
    expect(isRetryable({ kind: "lost" })).toBe(true)
    expect(isRetryable({ kind: "not_connected" })).toBe(true)
  })

  it("does not try again after 400, 401, 402, 403, 404, 409, 422, unless Adyen says that it passes", () => {
    for (const status of [400, 401, 402, 403, 404, 409, 422]) expect(isRetryable(answered(status))).toBe(false)
    expect(isRetryable(answered(422, { errorCode: "704" }))).toBe(true)
    expect(isRetryable(answered(422, { transient: true }))).toBe(true)
  })
})

describe("leavesDoubt", () => {
  it("doubts after a lost answer and after 5xx, and not after a refused connection or 4xx", () => {
    expect([leavesDoubt({ kind: "lost" }), leavesDoubt(answered(500)), leavesDoubt(answered(502))]).toEqual([
      true,
      true,
      true,
    ])
    expect([leavesDoubt({ kind: "not_connected" }), leavesDoubt(answered(422)), leavesDoubt(answered(429))]).toEqual([
      false,
      false,
      false,
    ])
  })
})

describe("pauseMs", () => {
  const plan = { maxTries: 4, baseDelayMs: 250, maxDelayMs: 8000 }

  it("waits up to 250, 500, 1000 ms, at most 8 s, and as long as the server asks", () => {
    expect([1, 2, 3, 9].map((tried) => pauseMs(plan, tried, 1, null))).toEqual([250, 500, 1000, 8000])
    expect(pauseMs(plan, 3, 0, null)).toBe(0)
    expect(pauseMs(plan, 1, 1, 3000)).toBe(3000)
  })
})
