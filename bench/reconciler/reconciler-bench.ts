import { performance } from "node:perf_hooks"
import { Client } from "pg"
import { buildShop } from "../../launcher/build-shop"
import type { Bench } from "../bench-definition"
import { type ShopUnderTest, startShopUnderTest } from "../checkout/shop-under-test"
import { describeMachine, measuredCommit } from "../harness/machine"
import { measurePairs } from "../harness/measure-pairs"
import { describeNoise, keptPairs } from "../harness/noise"
import { summarizeRatios } from "../harness/pair-ratios"
import { percentile } from "../harness/percentile"
import { residentMib } from "../harness/process-memory"
import { StatementCounter } from "../harness/statement-counter"
import { writeResult } from "../harness/write-result"
import { startStockServer } from "../stock/stock-server"
import { drawReconciler } from "./draw-chart"
import { parseReconcilerOptions, RECONCILER_USAGE } from "./options"
import { repeatOrder } from "./repeat-order"
import type { ReconcilerResult } from "./result"
import { settledOrder } from "./settled-order"

const DATABASE = "reconciler"
/** What somebody would ask the host's own API for who wanted to compare orders with their payments. */
const PAGE = 500
const FIELDS = "id,total,*summary,*transactions,*payment_collections.payments.captures,*fulfillments"
/** What the bench breaks, and has to be told of. */
const BROKEN = 7

/** The reconciler over many settled orders, beside reading as many through the host's API. */
export const reconcilerBench: Bench = {
  name: "reconciler",
  summary: "100,000 settled orders compared with their payments, beside reading them through the host's admin API",
  usage: RECONCILER_USAGE,
  run: async (context) => {
    const options = parseReconcilerOptions(context.args)
    const { root, progress, shutdown } = context
    await progress.step("build", (say) => buildShop(root, say))
    const server = await startStockServer(context)
    await server.create(DATABASE)
    await server.query("postgres", `alter database ${DATABASE} set pg_stat_statements.track = 'top'`)
    const databaseUrl = server.url(DATABASE)
    const shop = await progress.step("shop", (say) =>
      startShopUnderTest({
        ...{ folder: root, database: DATABASE, databaseUrl, dataDir: server.dataDir, say },
        onServer: (started) => shutdown.add("server", () => started.stop()),
      }),
    )
    const database = new Client({ connectionString: databaseUrl })
    await database.connect()
    shutdown.add("connection", () => database.end())
    const orderId = await progress.step("one settled order", () => settledOrder(shop))
    await progress.step(`${options.orders} like it`, (say) => repeatOrder(database, orderId, options.orders - 1, say))
    await progress.step("exactness", () => checkFound(shop, database))

    const counter = await StatementCounter.connect(server.url("postgres"))
    shutdown.add("statement counter", () => counter.close())
    const before = residentMib(shop.server.pid)
    let most = before
    const watch = setInterval(() => {
      most = Math.max(most ?? 0, residentMib(shop.server.pid) ?? 0)
    }, 50)
    const { counted } = await counter.during(DATABASE, () => reconcile(shop))
    const pairs = await measurePairs({
      ...options,
      groups: { bench: process.pid, postgres: server.pid, shop: shop.server.pid },
      half: async (side, index) => {
        const startedAt = performance.now()
        if (side === "ours") await reconcile(shop)
        else await shop.admin.get(`/admin/orders?limit=${PAGE}&offset=${index * PAGE}&fields=${FIELDS}`)
        const seconds = (performance.now() - startedAt) / 1000
        return side === "ours" ? seconds : (seconds * options.orders) / PAGE
      },
      onPair: ({ ours, peer, kept }, index) =>
        progress.line(
          `  pair ${index + 1} of ${options.pairs}: ours ${ours.value.toFixed(1)} s, the host's API ${peer.value.toFixed(0)} s${kept ? "" : ", dropped"}`,
        ),
    })
    clearInterval(watch)
    const kept = keptPairs(pairs, "of the reconciler")
    const middle = (side: "ours" | "peer") => percentile(kept.map((pair) => pair[side].value), 50) // prettier-ignore
    const result: ReconcilerResult = {
      bench: "reconciler",
      peer: `a page of ${PAGE} orders through the host's admin API, multiplied`,
      measuredAt: new Date().toISOString(),
      commit: measuredCommit(root),
      machine: describeMachine(server.version),
      options,
      seconds: {
        ours: middle("ours"),
        peer: middle("peer"),
        ratio: summarizeRatios(kept.map(({ ours, peer }) => ours.value / peer.value)),
      },
      statements: counted,
      residentMib: { before, most },
      noise: describeNoise(pairs),
    }
    progress.line(
      `\nAll orders once: ${result.seconds.ours.toFixed(1)} s, ${counted.statements} statements; the server's memory ${before?.toFixed(0) ?? "?"} MiB, ${most?.toFixed(0) ?? "?"} MiB at most`,
    )
    progress.line(`\nWritten: ${writeResult(root, "reconciler", result, drawReconciler(result)).join(", ")}`)
  },
}

const reconcile = async ({ admin }: ShopUnderTest): Promise<number> => {
  const asked = { heal: false, at_once: true }
  const { reconciliation } = await admin.post<{ reconciliation: Report }>("/admin/checkout/reconcile", asked)
  if (reconciliation.failures.length > 0) throw new Error(reconciliation.failures.join("; "))
  return reconciliation.found
}

interface Report {
  readonly found: number
  readonly failures: readonly string[]
}

/** Settled orders have no breaks, and orders that lost their payment are each found: a fast reconciler that misses some is none. */
async function checkFound(shop: ShopUnderTest, database: Client): Promise<void> {
  const none = await reconcile(shop)
  if (none > 0) {
    const { breaks } = await shop.admin.get<{ breaks: readonly object[] }>("/admin/checkout/breaks?open=true&limit=3")
    throw new Error(`Of orders that are settled ${none} breaks were found: ${JSON.stringify(breaks)}`)
  }
  await database.query(
    `update order_payment_collection set deleted_at = now() where order_id in (select id from "order" order by id limit $1)`,
    [BROKEN],
  )
  await reconcile(shop)
  const { count } = await shop.admin.get<{ count: number }>(
    "/admin/checkout/breaks?open=true&kind=order_without_money&limit=1",
  )
  if (count !== BROKEN) throw new Error(`${BROKEN} orders lost their payment, and ${count} were found.`)
  await database.query("update order_payment_collection set deleted_at = null")
  await reconcile(shop)
}
