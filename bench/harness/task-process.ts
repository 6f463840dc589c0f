import { fork } from "node:child_process"
import { createWriteStream, mkdirSync } from "node:fs"
import path from "node:path"
import { endWithParent } from "../../launcher/built-shop"
import type { TaskAnswer, TaskRequest, TaskTable } from "./task-protocol"

/** A side of a bench in its own process, so that it is not slowed by the garbage of another. */
export interface TaskProcess<Tasks extends TaskTable<Tasks>> {
  readonly pid: number
  readonly run: <Task extends keyof Tasks>(
    task: Task,
    input: Parameters<Tasks[Task]>[0],
  ) => Promise<Awaited<ReturnType<Tasks[Task]>>>
  readonly stop: () => Promise<void>
}

export interface TaskProcessStart {
  /** Calls `serveTasks`. */
  readonly file: string
  /** What it is opened with; plain data. */
  readonly opening: object
  /** For people, when it ends by itself. */
  readonly name: string
  /** Keeps everything it says, not only its last words. */
  readonly logFile?: string
  readonly env?: NodeJS.ProcessEnv
}

interface Waiting {
  readonly resolve: (output: never) => void
  readonly reject: (error: Error) => void
}

export function startTaskProcess<Tasks extends TaskTable<Tasks>>(
  root: string,
  { file, opening, name, logFile, env }: TaskProcessStart,
): TaskProcess<Tasks> {
  if (logFile !== undefined) mkdirSync(path.dirname(logFile), { recursive: true })
  const log = logFile === undefined ? null : createWriteStream(logFile, { flags: "a" })
  const child = fork(file, [JSON.stringify(opening)], {
    cwd: root,
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], NODE_ENV: "production", LOG_LEVEL: "error", ...env },
    execArgv: [...endWithParent(root), "--import", "tsx"],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    // JSON knows no Infinity, which is how long a lost request took.
    serialization: "advanced",
  })
  const waiting = new Map<number, Waiting>()
  let lastWords = ""
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      lastWords = (lastWords + chunk.toString()).slice(-2_000)
      log?.write(chunk)
    })
  }
  child.on("message", ({ id, output, failure }: TaskAnswer) => {
    const asked = waiting.get(id)
    waiting.delete(id)
    if (failure === undefined) asked?.resolve(output as never)
    else asked?.reject(new Error(failure))
  })
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => {
      log?.end()
      for (const { reject } of waiting.values()) {
        reject(new Error(`The process "${name}" ended by itself. ${lastWords}`))
      }
      waiting.clear()
      resolve()
    })
  })
  let asked = 0
  return {
    pid: child.pid ?? NaN,
    run: (task, input) =>
      new Promise<never>((resolve, reject) => {
        const request: TaskRequest = { id: asked++, task, input }
        waiting.set(request.id, { resolve, reject })
        child.send(request)
      }),
    stop: async () => {
      // Nothing in it is worth closing: what it was told is committed.
      child.kill("SIGKILL")
      await ended
    },
  }
}
