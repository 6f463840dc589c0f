import { accessSync, constants, mkdirSync, writeFileSync } from "node:fs"
import path from "node:path"
import { runProgram } from "../../launcher/run-program"
import { ONE_STATEMENT_CLIENTS, oneStatement } from "./one-statement"
import { LOCATION, TTL_SECONDS } from "./subject"

export interface PgbenchFigures {
  readonly perSecond: number
  readonly transactions: number
}

/** Where `pgbench` is, PostgreSQL's own load generator; nothing where it is not installed. */
export function findPgbench(searchPath: string | undefined): string | undefined {
  const candidates = (searchPath ?? "").split(path.delimiter).map((folder) => path.join(folder, "pgbench"))
  return candidates.find((file) => {
    try {
      accessSync(file, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/**
 * The one statement as fast as C can send it, from as many clients as suit it best.
 *
 * @param items "hot" is one item for all
 */
export async function runPgbench(
  pgbench: string,
  { databaseUrl, seconds, items, dataDir }: { databaseUrl: string; seconds: number; items: 1 | 1000; dataDir: string },
): Promise<PgbenchFigures> {
  const script = path.join(dataDir, `one-statement-${items}.sql`)
  mkdirSync(dataDir, { recursive: true })
  const statement = oneStatement("'cart_01K' || :a", "'item_' || :n", `'${LOCATION}'`, String(TTL_SECONDS))
  // pgbench ends a statement at the end of its line unless a semicolon comes later.
  const text = [`\\set a random(1, 9000000000000000)`, `\\set n random(1, ${items})`, `${statement.trim()};`, ""]
  writeFileSync(script, text.join("\n"))
  const said = await runProgram({
    title: "pgbench",
    command: pgbench,
    args: [
      ...["--no-vacuum", "--protocol=prepared", `--client=${ONE_STATEMENT_CLIENTS}`],
      // It knows whole seconds alone.
      ...[`--time=${Math.max(1, Math.round(seconds))}`, `--file=${script}`, databaseUrl],
    ],
    cwd: dataDir,
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"] },
    logFile: path.join(dataDir, "logs", "pgbench.log"),
  })
  return parsePgbench(said)
}

/** @param said what pgbench prints at its end */
export function parsePgbench(said: string): PgbenchFigures {
  const figure = (pattern: RegExp) => Number(pattern.exec(said)?.[1] ?? NaN)
  const transactions = figure(/transactions actually processed: (\d+)/)
  const perSecond = figure(/^tps = ([\d.]+)/m)
  if (Number.isNaN(transactions) || Number.isNaN(perSecond)) throw new Error(`pgbench said something else:\n${said}`)
  return { perSecond, transactions }
}
