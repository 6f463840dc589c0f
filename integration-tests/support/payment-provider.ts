import { spawn } from "node:child_process"
import path from "node:path"
import { createInterface } from "node:readline"
import { ROOT } from "./start-command"

/** The process behind `pp_payment-test_test`; it ends with the run. */
export async function startPaymentProvider(): Promise<{
  readonly baseUrl: string
  readonly stop: () => Promise<void>
}> {
  const main = path.join(ROOT, "sandboxes", "payment-test", "main.ts")
  const child = spawn(process.execPath, ["--import", "tsx", main, "--tied"], {
    cwd: ROOT,
    stdio: ["pipe", "pipe", "inherit"],
    // Options of the test runner are not meant for it.
    env: { ...process.env, NODE_OPTIONS: "" },
  })
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()))
  const baseUrl = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", resolve)
    child.once("exit", (code) => reject(new Error(`The payment provider for tests ended with ${String(code)}.`)))
  })
  return {
    baseUrl,
    stop: () => {
      child.kill("SIGTERM")
      return ended
    },
  }
}
