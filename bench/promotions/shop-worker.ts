// One process of a shop with the stacking module. Started by `startShop`.
import { serveTasks } from "../harness/serve-tasks"
import { loadPromotions, migratePromotions } from "./promotion-module"
import { shopTasks, type ShopTasks, type StackingService } from "./shop-tasks"

const OURS = "@holdfast/promotion-stacking"

export interface Opening {
  readonly name: string
  readonly databaseUrl: string
  /** Makes the tables first. */
  readonly migrate: boolean
}

async function open({ name, databaseUrl, migrate }: Opening): Promise<ShopTasks> {
  if (migrate) await migratePromotions(databaseUrl, OURS)
  const { promotions } = await loadPromotions<StackingService>(databaseUrl, OURS)
  return shopTasks(promotions, name)
}

serveTasks(open)
