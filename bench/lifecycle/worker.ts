// A process of its own, so that it is not slowed by the bench's garbage. Started by `startWorker`.
import { Client } from "pg"
import { migrateLifecycle, openLifecycle } from "./lifecycle-module"
import { workerTasks, type WorkerTasks } from "./worker-tasks"

export interface Opening {
  readonly databaseUrl: string
  /** Of the module, or its package's name. */
  readonly folder: string
}

export interface Request {
  readonly id: number
  readonly task: keyof WorkerTasks
  readonly input: unknown
}

export interface Answer {
  readonly id: number
  readonly output?: unknown
  readonly failure?: string
}

async function open({ databaseUrl, folder }: Opening): Promise<WorkerTasks> {
  await migrateLifecycle(folder, databaseUrl)
  const host = new Client({ connectionString: databaseUrl })
  await host.connect()
  return workerTasks(await openLifecycle(folder, databaseUrl), host)
}

const opened = open(JSON.parse(process.argv[2] ?? "{}") as Opening)

process.on("message", ({ id, task, input }: Request) => {
  void opened
    .then((tasks) => (tasks[task] as (input: unknown) => Promise<unknown>)(input))
    .then(
      (output): Answer => ({ id, output }),
      (error: unknown): Answer => ({
        id,
        failure: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
    )
    .then((answer) => process.send?.(answer))
})
// Without it the line that ends this process with its parent would not keep it waiting for the next task.
process.channel?.ref()
