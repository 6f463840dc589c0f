import { existsSync } from "node:fs"
import { type Browser, chromium } from "playwright-core"

const EXECUTABLE = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium"

/** Says whether browser suites can run here. In CI they must, so there a missing browser fails them. */
export function chromiumIsAvailable(): boolean {
  return Boolean(process.env["CI"]) || existsSync(EXECUTABLE)
}

export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      // Chromium's own sandbox does not start as root, as in most containers; it opens our own pages alone.
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  })
}
