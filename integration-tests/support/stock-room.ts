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
