import { appendToOutbox, type SqlTx } from "@holdfast/kernel"
import type { Movement } from "../domain/movement"
import type { StockLevel } from "../domain/stock-level"

/**
 * Tells the outbox, in the transaction of the act itself, so that whoever keeps a copy of stock hears of every act that
 * was committed and of none that was not. Holds are left out: they come and go by the thousand and change no stock.
 */
export async function announceStock(
  tx: SqlTx,
  movements: readonly Movement[],
  levels: readonly StockLevel[],
  newId: () => string,
): Promise<void> {
  if (movements.length === 0) return
  await appendToOutbox(tx, {
    id: newId(),
    name: "inventory.stock_moved",
    data: {
      movements: movements.map(({ permit: _, ...movement }) => movement),
      levels: levels.map((level) => ({ ...level })),
    },
  })
}
