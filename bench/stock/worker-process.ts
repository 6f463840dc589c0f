import path from "node:path"
import { startTaskProcess, type TaskProcess } from "../harness/task-process"
import type { Opening } from "./worker"
import type { WorkerTasks } from "./worker-tasks"

/** A side of the bench in its own process. */
export type Worker = TaskProcess<WorkerTasks>

export const startWorker = (root: string, opening: Opening, logFile: string): Worker =>
  startTaskProcess<WorkerTasks>(root, {
    file: path.join(__dirname, "worker.ts"),
    opening,
    name: opening.subject,
    logFile,
  })
