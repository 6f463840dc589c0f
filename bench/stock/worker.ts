// A process of its own for each side, so that none is slowed by the other's garbage. Started by `startWorker`.
import { randomBytes } from "node:crypto"
import { serveTasks } from "../harness/serve-tasks"
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

async function open({ subject, databaseUrl, folder, migrateWith }: Opening): Promise<WorkerTasks> {
  const startOfIds = `01K${randomBytes(4).toString("hex")}`
  if (subject === "one statement") return workerTasks(oneStatementSubject(databaseUrl), undefined, false, startOfIds)
  if (migrateWith) await migrateInventory(folder, migrateWith, databaseUrl)
  const loaded = await loadInventory(folder, databaseUrl)
  const make = subject === "holdfast" ? holdfastSubject : vanillaSubject
  return workerTasks(make(loaded), loaded.inventory, subject === "holdfast", startOfIds)
}

serveTasks(open)
