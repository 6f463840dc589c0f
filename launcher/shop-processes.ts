import { type ChildProcess, fork } from "node:child_process"
import { createWriteStream, existsSync, mkdirSync, renameSync } from "node:fs"
import path from "node:path"
import { createInterface } from "node:readline"
import { setTimeout as pause } from "node:timers/promises"
import { builtShop, endWithParent, medusaCli } from "./built-shop"
import { LaunchFailure } from "./launch-failure"
import { runProgram } from "./run-program"

/** The environment the host's processes get: the shop's settings, and nothing the launcher alone should know. */
export type ShopEnv = Readonly<Record<string, string | undefined>>

/** Runs a command of the host's CLI to its end inside the built shop. */
export function runMedusa(
  root: string,
  options: { title: string; args: readonly string[]; env: ShopEnv; logFile: string; onLine?: (line: string) => void },
): Promise<string> {
  const { args, ...rest } = options
  return runProgram({
    ...rest,
    command: process.execPath,
    args: [...endWithParent(root), medusaCli(root), ...args],
    cwd: builtShop(root),
  })
}

export interface ShopProcess {
  readonly pid: number
  /** Resolves with the reason when it has ended by itself or was stopped. */
  readonly ended: Promise<string>
  readonly stop: () => Promise<void>
}

export interface ShopProcessOptions {
  readonly env: ShopEnv
  readonly logFile: string
  /** Sees each line as it comes, as the host wrote it. */
  readonly onLine?: (line: string) => void
}

/**
 * Starts one server or worker. It ends with this process, however this process ends.
 *
 * Resolves as soon as the process runs; ask `untilReady` whether it answers.
 */
export function startShopProcess(root: string, { env, logFile, onLine }: ShopProcessOptions): ShopProcess {
  mkdirSync(path.dirname(logFile), { recursive: true })
  if (existsSync(logFile)) renameSync(logFile, `${logFile}.1`)
  const log = createWriteStream(logFile)
  const child = fork(medusaCli(root), ["start", "--port", env["PORT"] ?? "9000"], {
    cwd: builtShop(root),
    env,
    execArgv: [...endWithParent(root)],
    // In a process group of its own: Ctrl-C reaches the launcher alone, which stops it first and the database after.
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  })
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue
    createInterface({ input: stream }).on("line", (line) => {
      log.write(`${line}\n`)
      onLine?.(line)
    })
  }
  const ended = new Promise<string>((resolve) => {
    child.once("exit", (code, signal) => {
      log.end()
      resolve(signal ? `ended by ${signal}` : `ended with exit code ${String(code)}`)
    })
  })
  return { pid: child.pid ?? 0, ended, stop: () => stop(child, ended) }
}

const STOP_TIMEOUT_MS = 20_000

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill("SIGTERM")
  const late = new AbortController()
  const kill = pause(STOP_TIMEOUT_MS, undefined, { signal: late.signal }).then(
    () => child.kill("SIGKILL"),
    () => undefined,
  )
  await Promise.race([ended, kill])
  late.abort()
  await ended
}

const READY_TIMEOUT_MS = 90_000

/**
 * Waits until the process says that it is ready, or tells why it is not.
 *
 * @param path `/ready` for a server; a worker answers `/health` alone
 */
export async function untilReady(server: ShopProcess, port: number, logFile: string, path = "/ready"): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS
  let ending: string | undefined
  void server.ended.then((reason) => (ending = reason))
  let lastAnswer = "no answer yet"
  while (ending === undefined && Date.now() < deadline) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}${path}`)
      if (response.ok) return
      lastAnswer = await response.text()
    } catch {
      // Not listening yet.
    }
    await pause(100)
  }
  throw new LaunchFailure(
    "server_not_ready",
    ending
      ? `The server ${ending} before it was ready.`
      : `The server is not ready after ${READY_TIMEOUT_MS / 1000} s: ${lastAnswer}`,
    `It says why in ${logFile}.`,
  )
}
