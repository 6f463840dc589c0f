import path from "node:path"
import { startTaskProcess, type TaskProcess } from "../harness/task-process"
import type { ShopTasks } from "./shop-tasks"
import type { Opening } from "./shop-worker"

/** A shop in its own process. */
export const startShop = (root: string, opening: Opening): TaskProcess<ShopTasks> =>
  startTaskProcess<ShopTasks>(root, { file: path.join(__dirname, "shop-worker.ts"), opening, name: opening.name })
