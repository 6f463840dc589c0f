import { type ChildProcess, spawn } from "node:child_process"
import path from "node:path"
import { LAUNCHER_ENV_NAMES } from "../../launcher/settings"
import { ENV_NAMES } from "../../src/env"

const UNSET = {
  ...Object.fromEntries([...ENV_NAMES, ...LAUNCHER_ENV_NAMES].map((name) => [name, ""])),
  // Two processes more for each start; who tests payments asks for them.
  DEMO_PAYMENTS: "false",
}

export const ROOT = path.dirname(path.dirname(__dirname))

export interface StartCommand {
  readonly process: ChildProcess
  /** All it has printed so far, both streams. */
  readonly output: () => string
  /** Resolves with the match when the output shows it; rejects when the command ends first. */
  readonly prints: (pattern: RegExp) => Promise<RegExpExecArray>
  /** Resolves with the exit code, or the signal's name. */
  readonly ended: Promise<number | string>
  readonly signal: (signal: NodeJS.Signals) => void
}

/** Runs what `npm start` runs, with these settings and nothing of the developer's own. */
export function startCommand(env: Readonly<Record<string, string | undefined>>): StartCommand {
  const child = spawn(process.execPath, [path.join(ROOT, "launcher", "start.js")], {
    cwd: ROOT,
    // An empty setting counts as not set, and wins over a developer's own .env.
    env: { ...UNSET, PATH: process.env["PATH"], HOME: process.env["HOME"], ...env },
    stdio: ["ignore", "pipe", "pipe"],
  })
  let said = ""
  const listeners = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString()
      for (const listener of listeners) listener()
    })
  }
  const ended = new Promise<number | string>((resolve) => {
    child.once("close", (code, signal) => {
      resolve(code ?? signal ?? "unknown")
    })
  })
  return {
    process: child,
    output: () => said,
    ended,
    prints: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(said)
          if (match) {
            listeners.delete(look)
            resolve(match)
          }
        }
        listeners.add(look)
        look()
        void ended.then((how) => {
          reject(new Error(`npm start ended (${how}) before it printed ${String(pattern)}:\n${said}`))
        })
      }),
    signal: (signal) => {
      child.kill(signal)
    },
  }
}
