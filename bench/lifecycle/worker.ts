// A process of its own, so that it is not slowed by the bench's garbage. Started by `startWorker`.
import { Client } from "pg"
import { serveTasks } from "../harness/serve-tasks"
import { migrateLifecycle, openLifecycle } from "./lifecycle-module"
import { workerTasks, type WorkerTasks } from "./worker-tasks"

export interface Opening {
  readonly databaseUrl: string
  /** Of the module, or its package's name. */
  readonly folder: string
}

async function open({ databaseUrl, folder }: Opening): Promise<WorkerTasks> {
  await migrateLifecycle(folder, databaseUrl)
  const host = new Client({ connectionString: databaseUrl })
  await host.connect()
  return workerTasks(await openLifecycle(folder, databaseUrl), host)
}

serveTasks(open)
