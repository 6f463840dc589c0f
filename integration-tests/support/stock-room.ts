import type Medusa from "@medusajs/js-sdk"
import type { HttpTypes } from "@medusajs/types"

export interface Units {
  readonly onHand: number
  readonly reserved: number
}

/** The shelves, through the API the dashboard uses. */
export class StockRoom {
  constructor(private readonly desk: Medusa) {}

  /** Units of one article over all warehouses. */
  async units(sku: string): Promise<Units> {
    const { levels } = await this.article(sku)
    return levels.reduce<Units>(
      (sum, level) => ({
        onHand: sum.onHand + level.stocked_quantity,
        reserved: sum.reserved + level.reserved_quantity,
      }),
      { onHand: 0, reserved: 0 },
    )
  }

  /** Units at each warehouse that keeps the article, by the warehouse's id. */
  async levels(sku: string): Promise<Readonly<Record<string, Units>>> {
    const { levels } = await this.article(sku)
    return Object.fromEntries(
      levels.map((level) => [level.location_id, { onHand: level.stocked_quantity, reserved: level.reserved_quantity }]),
    )
  }

  /** Tops up every warehouse that keeps the article, so that a suite finds stock however often it has run before. */
  async topUp(sku: string, unitsToSell: number): Promise<void> {
    const { item, levels } = await this.article(sku)
    for (const level of levels) {
      if (level.stocked_quantity - level.reserved_quantity >= unitsToSell) continue
      await this.desk.admin.inventoryItem.updateLevel(item.id, level.location_id, {
        stocked_quantity: level.reserved_quantity + unitsToSell,
      })
    }
  }

  /** Sets what is on the shelves: all of it in the first warehouse that keeps the article. */
  async count(sku: string, units: number): Promise<void> {
    const { item, levels } = await this.article(sku)
    for (const [at, level] of levels.entries()) {
      await this.desk.admin.inventoryItem.updateLevel(item.id, level.location_id, {
        stocked_quantity: at === 0 ? units : 0,
      })
    }
  }

  private async article(
    sku: string,
  ): Promise<{ item: HttpTypes.AdminInventoryItem; levels: HttpTypes.AdminInventoryLevel[] }> {
    const { inventory_items } = await this.desk.admin.inventoryItem.list({
      sku: [sku],
      fields: "id,sku,*location_levels",
    })
    const item = inventory_items.find((candidate) => candidate.sku === sku)
    if (!item) throw new Error(`The stock room has no article ${sku}.`)
    return { item, levels: item.location_levels ?? [] }
  }
}
