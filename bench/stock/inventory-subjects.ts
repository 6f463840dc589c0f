import type { AtpService } from "./atp-service"
import type { LoadedInventory } from "./inventory-module"
import { LOCATION, type Subject, TTL_SECONDS } from "./subject"

/** A hold through the module's own method. */
export function holdfastSubject({ inventory, close }: LoadedInventory): Subject {
  return {
    reserve: async (id, itemId, ttlSeconds = TTL_SECONDS) => {
      const lines = [{ itemId, locationId: LOCATION, quantity: 1 }]
      const answer = await inventory.placeHold({ holdId: id, lines, ttlSeconds })
      if (answer.ok) return true
      if (answer.code === "insufficient_inventory") return false
      throw new Error(`A hold was refused: ${answer.code}.`)
    },
    close,
  }
}

/** With the host's own 5 s the last of 256 callers are turned away on a busy machine; here all are served. */
const PATIENCE_SECONDS = 60

/** A reservation exactly as the host's workflows make one: behind a lock of the item. */
export function vanillaSubject({ inventory, locking, close }: LoadedInventory): Subject {
  return {
    reserve: async (id, itemId) => {
      const reserving = () => inventory.createReservationItems([reservationOf(id, itemId)])
      await locking.execute([itemId], reserving, { timeout: PATIENCE_SECONDS })
      return true
    },
    close,
  }
}

export const reservationOf = (id: string, itemId: string) => ({
  inventory_item_id: itemId,
  location_id: LOCATION,
  quantity: 1,
  line_item_id: id,
})

/** Makes items with the same stock each, through the module. */
export async function stockItems(inventory: AtpService, count: number, onHand: number): Promise<readonly string[]> {
  const ids: string[] = []
  // In portions, as an importer would.
  for (let from = 0; from < count; from += 200) {
    const some = Array.from({ length: Math.min(200, count - from) }, (_, n) => ({ sku: `bench-${from + n}-${onHand}` }))
    const items = await inventory.createInventoryItems(some)
    await inventory.createInventoryLevels(
      items.map(({ id }) => ({ inventory_item_id: id, location_id: LOCATION, stocked_quantity: onHand })),
    )
    ids.push(...items.map(({ id }) => id))
  }
  return ids
}
