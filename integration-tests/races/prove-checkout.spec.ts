import { spawn } from "node:child_process"
import path from "node:path"
import { describe, expect, it } from "@jest/globals"
import { runningShop } from "../support/running-shop"
import { ROOT } from "../support/start-command"

/** Runs `npm run prove:checkout` in a database of its own beside the shop's, and resolves with how it ended. */
function prove(...args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const { clusterUrl, templateDatabase } = runningShop()
  const child = spawn(
    process.execPath,
    [path.join(ROOT, "prove", "prove.js"), "checkout", "--template", templateDatabase, ...args],
    {
      cwd: ROOT,
      env: { PATH: process.env["PATH"], HOME: process.env["HOME"], DATABASE_URL: clusterUrl },
      stdio: ["ignore", "pipe", "pipe"],
    },
  )
  let output = ""
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()))
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, output })))
}

const broken = (output: string) => output.split("\n").filter((line) => line.startsWith("✘"))

/** Where it says how it ended, or why it could not. */
const lastWords = (output: string) => output.split("\n").slice(-15).join("\n")

describe("npm run prove:checkout", () => {
  it("mends what kill -9 leaves of a completion, at every 9th write and inside the provider's call", async () => {
    const { code, output } = await prove("--only", "completion", "--every", "9")
    expect({ code, broken: broken(output), last: lastWords(output) }).toEqual({
      ...{ code: 0, broken: [] },
      last: expect.stringMatching(/^All \d+ crashes mended/m),
    })
    expect(output).toMatch(/inside the provider's authorize, effect done/)
  })

  it("mends what kill -9 leaves of captures, refunds and cancellations, at every 25th write and inside the provider's calls", async () => {
    const { code, output } = await prove("--only", "capture,refund,cancel,cancel-paid", "--every", "25")
    expect({ code, broken: broken(output), last: lastWords(output) }).toEqual({
      ...{ code: 0, broken: [] },
      last: expect.stringMatching(/^All \d+ crashes mended/m),
    })
  })

  it("fails for a build that forgets what it was about to do: money is held and nobody knows", async () => {
    const { code, output } = await prove("--only", "completion", "--every", "1000", "--break", "journal")
    expect({ code, last: lastWords(output) }).toEqual({
      code: 1,
      last: expect.stringMatching(/^\d+ of \d+ crashes left something behind/m),
    })
    expect(broken(output).length).toBeGreaterThan(0)
  })
})
