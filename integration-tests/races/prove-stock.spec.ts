import { spawn } from "node:child_process"
import path from "node:path"
import { describe, expect, it } from "@jest/globals"
import { runningShop } from "../support/running-shop"
import { ROOT } from "../support/start-command"

const SECONDS = "8"

/** Runs `npm run prove:stock` in a database of its own beside the shop's, and resolves with how it ended. */
function prove(...args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(
    process.execPath,
    [path.join(ROOT, "prove", "prove.js"), "stock", "--seconds", SECONDS, ...args],
    {
      cwd: ROOT,
      env: { PATH: process.env["PATH"], HOME: process.env["HOME"], DATABASE_URL: runningShop().clusterUrl },
      stdio: ["ignore", "pipe", "pipe"],
    },
  )
  let output = ""
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()))
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, output })))
}

/** The invariants that were found broken. */
const broken = (output: string) => new Set([...output.matchAll(/^✘ (\w+):/gm)].map(([, name]) => name))

describe("npm run prove:stock, 3 processes and 18 clients for 8 seconds", () => {
  it("finds all 15 invariants kept by the build, while processes are killed with SIGKILL", async () => {
    const { code, output } = await prove("--seed", "20261121")
    expect({ code, broken: broken(output) }).toEqual({ code: 0, broken: new Set() })
    expect(output).toContain("15 invariants held")
    expect(output).toMatch(/[1-9]\d* repeated after [1-9]\d* kills/)
  })

  it("finds more promised than supplied by a build whose guard does not look at what is available", async () => {
    const { code, output } = await prove("--seed", "1", "--break", "guard")
    expect(code).toBe(1)
    expect(broken(output)).toContain("promises_within_supply")
  })

  it("finds more promised than supplied by a build that reads a level without locking it", async () => {
    const { code, output } = await prove("--seed", "1", "--break", "lock")
    expect(code).toBe(1)
    expect(broken(output)).toContain("promises_within_supply")
  })

  it("finds counters without their ledger in a build that writes no movements", async () => {
    const { code, output } = await prove("--seed", "1", "--break", "ledger")
    expect(code).toBe(1)
    expect(broken(output)).toContain("counters_equal_ledger")
  })

  it("says how to draw a run again, and refuses --processes 0 before it starts anything", async () => {
    const { code, output } = await prove("--processes", "0")
    expect(code).toBe(1)
    expect(output).toContain('--processes is "0"; it takes a whole number from 1 to 16.')
    expect(output).not.toContain("SIGKILL")
  })
})
