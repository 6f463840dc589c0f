import { StatementPool, StockChecker } from "@holdfast/atp"
import { LaunchFailure } from "./launch-failure"
import { openShopDatabase } from "./open-shop-database"
import { stockTable } from "./stock-table"

const USAGE = `npm run stock -- report              names everything written about stock that does not agree
npm run stock -- repair --dry-run    says what would be repaired, and changes nothing
npm run stock -- repair              repairs it, each with a movement that says so

--json answers for programs. Exit code 0: everything agrees. 1: something does not. 2: it could not be looked at.`

/** `npm run stock`: compares ledger, counters, reservations, holds and transfers of the shop's database, and repairs. */
export async function runStock(root: string, args: readonly string[]): Promise<void> {
  const [command] = args
  const unknown = args.slice(1).filter((arg) => arg !== "--dry-run" && arg !== "--json")
  if ((command !== "report" && command !== "repair") || unknown.length > 0) {
    console.error(`${unknown.length > 0 ? `Unknown: ${unknown.join(" ")}\n\n` : ""}${USAGE}`)
    process.exitCode = 2
    return
  }
  try {
    const database = await openShopDatabase(root, process.env)
    const pool = new StatementPool({ connectionString: database.url }, 1)
    try {
      const checker = new StockChecker(pool)
      const dryRun = args.includes("--dry-run")
      const repaired = command === "repair" ? await checker.repair({ dryRun }) : null
      const answer = repaired ?? (await checker.report())
      const left = repaired ? repaired.left : answer.discrepancies
      console.log(
        args.includes("--json")
          ? JSON.stringify({ ...answer, left }, null, 2)
          : stockTable(answer, { command, dryRun }),
      )
      process.exitCode = left.length > 0 ? 1 : 0
    } finally {
      await pool.end()
      await database.close()
    }
  } catch (error) {
    console.error(error instanceof LaunchFailure ? error.message : error)
    process.exitCode = 2
  }
}
