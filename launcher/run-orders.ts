import { parseArgs } from "node:util"
import { OrderLogs } from "@holdfast/order-lifecycle"
import { LaunchFailure } from "./launch-failure"
import { openShopDatabase } from "./open-shop-database"
import { differenceTable, historyTable, statesTable } from "./orders-table"

const USAGE = `npm run orders -- replay                       folds every order's log again and compares it with what is kept
npm run orders -- replay --order ID            the same for one order, with its history
npm run orders -- replay --as-of TIME          in which states all orders were, by their logs
npm run orders -- replay --order ID --as-of TIME   what one order was, and its history up to then

TIME is ISO 8601, such as 2026-03-01T12:00:00Z. Nothing is changed. --json answers for programs.
Exit code 0: the logs say what is kept. 1: something differs. 2: it could not be looked at.`

/** What was asked for, or what is wrong with it. */
interface Asked {
  readonly order: string | undefined
  readonly asOf: string | undefined
  readonly json: boolean
}

/** `npm run orders`: rebuilds orders from their logs, and says what differs. */
export async function runOrders(root: string, args: readonly string[]): Promise<void> {
  const asked = askedFor(args)
  if (typeof asked === "string") {
    console.error(`${asked}\n\n${USAGE}`)
    process.exitCode = 2
    return
  }
  try {
    const database = await openShopDatabase(root, process.env)
    try {
      const logs = await OrderLogs.open({ connectionString: database.url })
      try {
        process.exitCode = await replay(logs, asked)
      } finally {
        await logs.close()
      }
    } finally {
      await database.close()
    }
  } catch (error) {
    console.error(error instanceof LaunchFailure ? error.message : error)
    process.exitCode = 2
  }
}

async function replay(logs: OrderLogs, { order, asOf, json }: Asked): Promise<0 | 1 | 2> {
  const states: Record<string, number> = {}
  const startedAt = Date.now()
  const report = await logs.replay({
    orderId: order,
    asOf,
    onProgress: showProgress,
    onOrder: (_, state) => (states[state] = (states[state] ?? 0) + 1),
  })
  endProgress()
  const history = order === undefined ? null : await logs.lifecycle(order, asOf)
  const code = report.differences.length > 0 ? 1 : 0
  // A log that is broken has a difference to show, though nothing can be folded from it.
  if (history && !history.ok && code === 0) {
    console.error(`${history.message} ${history.nextStep}`)
    return 2
  }
  const shown = history?.ok ? history.value : null
  if (json) {
    console.log(
      JSON.stringify({ ...report, ...(asOf && !order && { states }), ...(shown && { order: shown }) }, null, 2),
    )
    return code
  }
  const seconds = (Date.now() - startedAt) / 1000
  const parts = [
    ...(shown ? [historyTable(shown)] : []),
    ...(asOf && !order ? [statesTable(states, asOf)] : []),
    differenceTable(report, { asOf, seconds }),
  ]
  console.log(parts.join("\n\n"))
  return code
}

function askedFor(args: readonly string[]): Asked | string {
  const [command, ...rest] = args
  if (command !== "replay") return command === undefined ? "Say what to do." : `Unknown: ${command}`
  const text = { type: "string" } as const
  try {
    const { values } = parseArgs({ args: rest, options: { order: text, "as-of": text, json: { type: "boolean" } } })
    const asOf = values["as-of"]
    if (asOf !== undefined && Number.isNaN(Date.parse(asOf))) return `--as-of is "${asOf}", which is no time.`
    return {
      order: values.order,
      asOf: asOf === undefined ? undefined : new Date(asOf).toISOString(),
      json: values.json ?? false,
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function showProgress(orders: number, transitions: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r… ${orders} orders, ${transitions} transitions`)
}

function endProgress(): void {
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[2K")
}
