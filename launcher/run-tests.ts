import { spawn } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { buildShop } from "./build-shop"
import { npmCommand } from "./npm-command"

/** The npm scripts that look at the code without running it; each counts as one test. */
const STATIC_CHECKS = ["lint", "format:check", "types", "boundaries", "dead-code"] as const

interface Tally {
  passed: number
  failed: number
  skipped: number
}

/**
 * `npm test`: static checks, then every Jest project, then one plain line with the sum.
 *
 * @param jestArgs handed to Jest; with any, the static checks are left out, as in `npm test -- --selectProjects http`
 */
export async function runTests(root: string, jestArgs: readonly string[]): Promise<void> {
  const tally: Tally = { passed: 0, failed: 0, skipped: 0 }
  await timed("build", () => buildShop(root, () => undefined).then(() => true))
  if (jestArgs.length === 0) {
    for (const name of STATIC_CHECKS) {
      const fine = await timed(name, () => succeeds(root, npmCommand(["run", "--silent", name])))
      tally[fine ? "passed" : "failed"] += 1
    }
  }
  const jest = await runJest(root, jestArgs)
  for (const key of ["passed", "failed", "skipped"] as const) tally[key] += jest[key]
  console.log(`\n${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`)
  process.exit(tally.failed > 0 || tally.passed === 0 ? 1 : 0)
}

async function timed(name: string, work: () => Promise<boolean>): Promise<boolean> {
  const startedAt = Date.now()
  const fine = await work()
  console.log(`${fine ? "✔" : "✘"} ${name} [${((Date.now() - startedAt) / 1000).toFixed(1)}s]`)
  return fine
}

function succeeds(
  root: string,
  { command, args }: { command: string; args: readonly string[] },
  env = process.env,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", "inherit", "inherit"] })
    child.once("error", reject)
    child.once("close", (code) => {
      resolve(code === 0)
    })
  })
}

/** Jest's own verdict also counts suites that could not be loaded, which hold no failed test. */
async function runJest(root: string, jestArgs: readonly string[]): Promise<Tally> {
  const folder = mkdtempSync(path.join(tmpdir(), "holdfast-jest-"))
  const report = path.join(folder, "report.json")
  try {
    const jest = path.join(root, "node_modules", "jest", "bin", "jest.js")
    // One at a time: the suites share two cores, one Postgres and one shop.
    const args = [jest, "--runInBand", "--json", "--outputFile", report, ...jestArgs]
    const env = { ...process.env, NODE_ENV: "test", NODE_OPTIONS: "--experimental-vm-modules --no-warnings" }
    const fine = await succeeds(root, { command: process.execPath, args }, env)
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites } = JSON.parse(
      readFileSync(report, "utf8"),
    ) as Record<string, number>
    const failed = (numFailedTests ?? 0) + (numRuntimeErrorTestSuites ?? 0)
    return {
      passed: numPassedTests ?? 0,
      failed: failed === 0 && !fine ? 1 : failed,
      skipped: (numPendingTests ?? 0) + (numTodoTests ?? 0),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
