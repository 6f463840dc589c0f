// One process of a shop with the stacking module. Started by `startShop`.
import { loadPromotions, migratePromotions } from "./promotion-module"
import { shopTasks, type ShopTasks, type StackingService } from "./shop-tasks"

const OURS = "@holdfast/promotion-stacking"

export interface Opening {
  readonly name: string
  readonly databaseUrl: string
  /** Makes the tables first. */
  readonly migrate: boolean
}

export interface Request {
  readonly id: number
  readonly task: keyof ShopTasks
  readonly input: unknown
}

export interface Answer {
  readonly id: number
  readonly output?: unknown
  readonly failure?: string
}

async function open({ name, databaseUrl, migrate }: Opening): Promise<ShopTasks> {
  if (migrate) await migratePromotions(databaseUrl, OURS)
  const { promotions } = await loadPromotions<StackingService>(databaseUrl, OURS)
  return shopTasks(promotions, name)
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
