import { fork } from "node:child_process"
import path from "node:path"
import { createInterface } from "node:readline"
import type { StorefrontSettings } from "../demo-shop/storefront/serve-storefront"
import { endWithParent } from "./built-shop"
import { portIsFree } from "./free-port"
import { LaunchFailure } from "./launch-failure"
import type { Shutdown } from "./shutdown"

/** Where the shop expects storefronts unless it is told otherwise. */
const PORT = 8000

/** Starts the demo's storefront in a process of its own, at its usual port or at any that is free. */
export async function openStorefront(
  root: string,
  shutdown: Shutdown,
  settings: Omit<StorefrontSettings, "port">,
): Promise<string> {
  const port = (await portIsFree(PORT, "127.0.0.1")) ? PORT : 0
  const child = fork(path.join(root, "demo-shop", "storefront", "main.ts"), [JSON.stringify({ ...settings, port })], {
    cwd: root,
    execArgv: ["--import", "tsx", ...endWithParent(root)],
    // Ctrl-C reaches the launcher alone.
    detached: true,
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  })
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()))
  shutdown.add("demo storefront", async () => {
    child.kill("SIGTERM")
    await ended
  })
  const { stdout } = child
  if (!stdout) throw new Error("The storefront has no output to read its address from.")
  const line = await Promise.race([
    new Promise<string>((resolve) => createInterface({ input: stdout }).once("line", resolve)),
    ended.then(() => {
      throw new LaunchFailure(
        "storefront_not_started",
        "The demo storefront ended before it was ready; its reason stands above.",
        "Start again with DEMO_PAYMENTS=false to do without.",
      )
    }),
  ])
  return (JSON.parse(line) as { url: string }).url
}
