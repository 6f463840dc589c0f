// A process of its own for each side, so that none is slowed by the other's garbage. Started by `startWorker`.
import { randomBytes } from "node:crypto"
import { loadInventory, migrateInventory } from "./inventory-module"
import { holdfastSubject, vanillaSubject } from "./inventory-subjects"
import { oneStatementSubject } from "./one-statement"
import type { SubjectName } from "./subject"
import { type WorkerTasks, workerTasks } from "./worker-tasks"

export interface Opening {
  readonly subject: SubjectName
  readonly databaseUrl: string
  /** Of the inventory module. */
  readonly folder: string
  /** Makes the tables first: those of the module, and of these that it writes to. */
  readonly migrateWith?: readonly string[]
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

async function open({ subject, databaseUrl, folder, migrateWith }: Opening): Promise<WorkerTasks> {
  const startOfIds = `01K${randomBytes(4).toString("hex")}`
  if (subject === "one statement") return workerTasks(oneStatementSubject(databaseUrl), undefined, false, startOfIds)
  if (migrateWith) await migrateInventory(folder, migrateWith, databaseUrl)
  const loaded = await loadInventory(folder, databaseUrl)
  const make = subject === "holdfast" ? holdfastSubject : vanillaSubject
  return workerTasks(make(loaded), loaded.inventory, subject === "holdfast", startOfIds)
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
