import type { MedusaContainer } from "@medusajs/framework/types"
import type { DemoShop } from "./data/demo-shop"

/** What every area of the seed is given. */
export interface Seeding {
  readonly container: MedusaContainer
  readonly shop: DemoShop
  /** Notes how many of something the demo shop has, and how many of them this run had to create. */
  readonly note: (what: string, total: number, created: number) => void
}
