import { describe, expect, it } from "@jest/globals"
import { decideKey, type KeyRow } from "./decide-key"

const row = (more: Partial<KeyRow>): KeyRow => ({
  taken: false,
  state: "running",
  fingerprint: "a",
  tries: 1,
  status: null,
  headers: null,
  body: null,
  body_bytes: null,
  free: false,
  running_seconds: 0,
  lease_seconds: 30,
  ...more,
})

describe("decideKey", () => {
  it.each([
    ["nobody was seen, and somebody came first", undefined, { state: "running", retryAfterSeconds: 1 }],
    [
      "it was free, and somebody came first",
      row({ free: true, fingerprint: "b" }),
      { state: "running", retryAfterSeconds: 1 },
    ],
    ["it is ours", row({ taken: true }), { state: "begun", tries: 1 }],
    ["it is ours for the 2nd time", row({ taken: true, tries: 2 }), { state: "begun", tries: 2 }],
    ["it was a dead request's that nothing finds", row({ taken: true, state: "unknown" }), { state: "unknown" }],
    ["it was found to be unknown before", row({ state: "unknown" }), { state: "unknown" }],
    ["other content has it", row({ fingerprint: "b", state: "done", status: 200 }), { state: "reused" }],
    ["other content is running", row({ fingerprint: "b" }), { state: "reused" }],
    [
      "it is done",
      row({ state: "done", status: 204, headers: {}, body_bytes: "0" }),
      { state: "done", answer: { status: 204, headers: {}, body: null, bodyBytes: 0 } },
    ],
  ])("when %s", (_when, seen, verdict) => {
    expect(decideKey(seen, "a")).toEqual(verdict)
  })

  it.each([
    [0.01, 30, 1],
    [3.2, 26, 4],
    [200, 24.5, 25],
    [200, -0.5, 1],
  ])("after %d seconds of running with %d of lease it says come again in %d", (running, lease, seconds) => {
    const verdict = decideKey(row({ running_seconds: running, lease_seconds: lease }), "a")
    expect(verdict).toEqual({ state: "running", retryAfterSeconds: seconds })
  })
})
