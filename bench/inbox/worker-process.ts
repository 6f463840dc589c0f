import path from "node:path"
import { startTaskProcess, type TaskProcess } from "../harness/task-process"
import type { Opening } from "./worker"
import type { WorkerTasks } from "./worker-tasks"

/** Both sides in one process of their own. */
export type Worker = TaskProcess<WorkerTasks>

export const startWorker = (root: string, opening: Opening): Worker =>
  startTaskProcess<WorkerTasks>(root, {
    file: path.join(__dirname, "worker.ts"),
    opening,
    name: "inbox",
    // Such as --cpu-prof.
    ...(process.env["NODE_OPTIONS"] && { env: { NODE_OPTIONS: process.env["NODE_OPTIONS"] } }),
  })
