import { spawn } from "node:child_process"
import { createWriteStream, mkdirSync } from "node:fs"
import path from "node:path"
import { LaunchFailure } from "./launch-failure"

export interface Program {
  /** What it does, as the end of the sentence "… failed": "Building the shop". */
  readonly title: string
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly logFile: string
  /** Sees each line as it comes, to show progress. */
  readonly onLine?: (line: string) => void
  readonly next?: string
}

/** Runs a program to its end, keeps all it says in a log file, and resolves to what it said on its standard output. */
export function runProgram(program: Program): Promise<string> {
  const { title, command, args, cwd, env, logFile, onLine, next } = program
  mkdirSync(path.dirname(logFile), { recursive: true })
  const log = createWriteStream(logFile)
  return new Promise((resolve, reject) => {
    // The fourth is the line by which a program of ours learns that we are gone; others leave it alone.
    const child = spawn(command, args, { cwd, env: { ...env }, stdio: ["ignore", "pipe", "pipe", "ipc"] })
    const stop = () => child.kill("SIGTERM")
    process.once("exit", stop)
    let output = ""
    let said = ""
    const listen = (chunk: Buffer) => {
      const text = chunk.toString()
      said = (said + text).slice(-20_000)
      log.write(text)
      for (const line of text.split("\n")) if (line.trim()) onLine?.(line)
    }
    child.stdout?.on("data", (chunk: Buffer) => (output += chunk.toString()))
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", listen)
    child.once("error", reject)
    child.once("close", (code, signal) => {
      process.off("exit", stop)
      log.end()
      if (code === 0) {
        resolve(output)
        return
      }
      const lastWords = said.trimEnd().split("\n").slice(-12).map(readable).join("\n")
      reject(
        new LaunchFailure(
          "program_failed",
          `${title} failed (${signal ?? `exit code ${code ?? "none"}`}). Its last words:\n${lastWords}`,
          next ?? `Its whole log is ${logFile}.`,
        ),
      )
    })
  })
}

/** The host logs JSON lines in production; people want the message. */
export function readable(line: string): string {
  try {
    const { message } = JSON.parse(line) as { message?: unknown }
    return typeof message === "string" ? message : line
  } catch {
    return line
  }
}
