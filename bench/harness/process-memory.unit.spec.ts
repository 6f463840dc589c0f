import { describe, expect, it } from "@jest/globals"
import { parseResidentMib } from "./process-memory"

describe("parseResidentMib", () => {
  it("reads 262144 kB as 256 MiB, and not the peak above it", () => {
    const status = "Name:\tnode\nVmHWM:\t  999999 kB\nVmRSS:\t  262144 kB\nThreads:\t11\n"
    expect(parseResidentMib(status)).toBe(256)
  })

  it("knows nothing about a kernel thread, which has no memory of its own", () => {
    expect(parseResidentMib("Name:\tkworker/0:1\nThreads:\t1\n")).toBeUndefined()
  })
})
