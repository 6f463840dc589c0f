import { generateEntityId } from "@medusajs/framework/utils"
import { appendToOutbox } from "@holdfast/kernel"
import type { Discrepancy } from "./domain/discrepancy"
import { StockChecker, type StockReport, type Transactions } from "./stock-checker"
import { beginAct } from "./store/acts"
import { readToday } from "./store/stock-units"

/** Enough to know where to look; the report itself has all of them. */
const NAMED_IN_EVENT = 100

/** Runs the report once a day, whichever of several processes comes first, and tells the outbox what it found. */
export class NightlyStockCheck {
  constructor(private readonly database: Transactions) {}

  /** Null when it was done today, or is being done. */
  async run(): Promise<StockReport | null> {
    // A claim that is kept, and not a lock that is given back: a process whose clock is a second late would do it again.
    const claimed = await this.database.transaction(
      async (tx) => (await beginAct(tx, `check_stock:${await readToday(tx)}`, "nightly")) === null,
    )
    if (!claimed) return null
    const report = await new StockChecker(this.database).report()
    const { levels, discrepancies } = report
    if (discrepancies.length > 0) {
      await this.database.transaction((tx) =>
        appendToOutbox(tx, {
          id: generateEntityId(undefined, "evt"),
          name: "inventory.discrepancy_found",
          data: {
            levels,
            count: discrepancies.length,
            discrepancies: discrepancies.slice(0, NAMED_IN_EVENT).map(toJson),
          },
        }),
      )
    }
    return report
  }
}

/** A damaged figure may be no number, which JSON cannot say. */
const toJson = (one: Discrepancy) => ({ ...one, is: Number.isFinite(one.is) ? one.is : null })
