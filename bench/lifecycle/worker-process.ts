import { fork } from "node:child_process"
import path from "node:path"
import { endWithParent } from "../../launcher/built-shop"
import type { Answer, Opening, Request } from "./worker"
import type { WorkerTasks } from "./worker-tasks"

/** The module in its own process. */
export interface Worker {
  readonly run: <Task extends keyof WorkerTasks>(
    task: Task,
    input: Parameters<WorkerTasks[Task]>[0],
  ) => Promise<Awaited<ReturnType<WorkerTasks[Task]>>>
  readonly stop: () => Promise<void>
}

interface Waiting {
  readonly resolve: (output: never) => void
  readonly reject: (error: Error) => void
}

export function startWorker(root: string, opening: Opening): Worker {
  const child = fork(path.join(__dirname, "worker.ts"), [JSON.stringify(opening)], {
    cwd: root,
    env: {
      ...{ PATH: process.env["PATH"], HOME: process.env["HOME"], NODE_ENV: "production", LOG_LEVEL: "error" },
      // Such as --cpu-prof.
      ...(process.env["NODE_OPTIONS"] && { NODE_OPTIONS: process.env["NODE_OPTIONS"] }),
    },
    execArgv: [...endWithParent(root), "--import", "tsx"],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    serialization: "advanced",
  })
  const waiting = new Map<number, Waiting>()
  let lastWords = ""
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => (lastWords = (lastWords + chunk.toString()).slice(-2_000)))
  }
  child.on("message", ({ id, output, failure }: Answer) => {
    const asked = waiting.get(id)
    waiting.delete(id)
    if (failure === undefined) asked?.resolve(output as never)
    else asked?.reject(new Error(failure))
  })
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => {
      for (const { reject } of waiting.values()) {
        reject(new Error(`The process of the order lifecycle ended by itself. ${lastWords}`))
      }
      waiting.clear()
      resolve()
    })
  })
  let asked = 0
  return {
    run: (task, input) =>
      new Promise<never>((resolve, reject) => {
        const request: Request = { id: asked++, task, input }
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
