// A process of its own, so that it is not slowed by the bench's garbage. Started by `startWorker`.
import { serveTasks } from "../harness/serve-tasks"
import { migrateInbox, openInbox } from "./inbox-module"
import { twoWays } from "./two-ways"
import { workerTasks, type WorkerTasks } from "./worker-tasks"

export interface Opening {
  readonly databaseUrl: string
}

async function open({ databaseUrl }: Opening): Promise<WorkerTasks> {
  await migrateInbox(databaseUrl)
  const service = openInbox(databaseUrl)
  return workerTasks(service, twoWays(service, databaseUrl))
}

serveTasks(open)
