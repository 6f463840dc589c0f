import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import type { ReconcileAnswer } from "../src/reconcile/reconcile-shop"
import { buildShop } from "./build-shop"
import { LaunchFailure } from "./launch-failure"
import { openShopDatabase } from "./open-shop-database"
import { launcherSettings } from "./settings"
import { shopEnvironment } from "./shop-environment"
import { runMedusa } from "./shop-processes"

const USAGE = `npm run reconcile -- report   compares orders, payments, stock, promotion uses and attempts, and lists what does not agree
npm run reconcile -- heal     the same, and mends what may mend itself: each under the amount that the shop has set

--json answers for programs. The dashboard shows the same under Orders > Reconciliation, and mends the rest.
Exit code 0: everything agrees. 1: something does not. 2: it could not be looked at.`

/** `npm run reconcile`: what the shop does each minute, once, with all that is open. */
export async function runReconcile(root: string, args: readonly string[]): Promise<void> {
  const [command, ...flags] = args
  const stranger = flags.find((flag) => flag !== "--json")
  if ((command !== "report" && command !== "heal") || stranger !== undefined) {
    const asked = stranger ?? command
    console.error(`${asked === undefined ? "Say what to do." : `Unknown: ${asked}`}\n\n${USAGE}`)
    process.exitCode = 2
    return
  }
  try {
    const answer = await ask(root, command)
    console.log(flags.includes("--json") ? JSON.stringify(answer, null, 2) : reconcileTable(answer))
    process.exitCode = answer.count > 0 || answer.failures.length > 0 ? 1 : 0
  } catch (error) {
    console.error(error instanceof LaunchFailure ? error.message : error)
    process.exitCode = 2
  }
}

async function ask(root: string, command: string): Promise<ReconcileAnswer> {
  const { dataDir } = launcherSettings(root, process.env)
  const database = await openShopDatabase(root, process.env)
  const desk = mkdtempSync(path.join(tmpdir(), "holdfast-reconcile-"))
  const answerFile = path.join(desk, "answer.json")
  try {
    await buildShop(root, () => undefined)
    await runMedusa(root, {
      title: "Reconciling",
      args: ["exec", "./src/reconcile/reconcile-shop.js", command, answerFile],
      env: shopEnvironment(process.env, dataDir, database.url),
      logFile: path.join(dataDir, "logs", "reconcile.log"),
    })
    return JSON.parse(readFileSync(answerFile, "utf8")) as ReconcileAnswer
  } finally {
    rmSync(desk, { recursive: true })
    await database.close()
  }
}

/** One line for each break, and a last line that says how it stands. */
function reconcileTable({ open, count, healed, resolved, failures }: ReconcileAnswer): string {
  const rows = open.map(({ title, subject, orderId, amount, since, repair, healsItself }) => {
    const next = repair === null ? "by hand" : healsItself ? "mends itself" : "after a look"
    return `${since}  ${title}${amount === null ? "" : `: ${amount}`}\n  ${[orderId, subject].filter(Boolean).join(", ")}  (${next})`
  })
  const mended = `${healed} mended, ${resolved} put right since the last look`
  const last = count === 0 ? `Everything agrees; ${mended}.` : `${count} open; ${mended}.`
  return [...rows, ...failures.map((failure) => `Not mended: ${failure}`), last].join("\n")
}
