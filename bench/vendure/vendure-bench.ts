import { performance } from "node:perf_hooks"
import { buildShop } from "../../launcher/build-shop"
import type { Bench } from "../bench-definition"
import type { Side } from "../checkout/buyers"
import { drawCompletions } from "../checkout/draw-charts"
import { type CompletionLevel, type LastClicks, measureCompletions } from "../checkout/measure-completions"
import { chooseTwo, completeCart, fillCart, type ReadyCart, type Storefront } from "../checkout/place-order"
import { completionTables } from "../checkout/print-tables"
import type { PlacedResult } from "../checkout/result"
import { POOL_MAX, startShopUnderTest } from "../checkout/shop-under-test"
import { describeMachine, measuredCommit } from "../harness/machine"
import { StatementCounter } from "../harness/statement-counter"
import { writeResult } from "../harness/write-result"
import { startStockServer } from "../stock/stock-server"
import { parseVendureOptions, VENDURE_USAGE } from "./options"
import { startVendure } from "./start-vendure"
import { VENDURE_VERSION, vendureProject } from "./vendure-project"
import type { ReadyOrder, VendureStore } from "./vendure-store"

const [OURS, PEER] = ["ours", "vendure"]
/** Until the code of both servers is compiled. */
const WARM_UP = 24

/** The last click of a checkout, ours beside Vendure's: another platform on Node and PostgreSQL, and a fast one. */
export const vendureBench: Bench = {
  name: "vendure",
  summary: `placing an order: ours beside Vendure ${VENDURE_VERSION} on the same PostgreSQL; installs Vendure once`,
  usage: VENDURE_USAGE,
  run: async (context) => {
    const options = parseVendureOptions(context.args)
    const { root, progress, shutdown } = context
    await progress.step("build", (say) => buildShop(root, say))
    const folder = await progress.step("Vendure", (say) => vendureProject(root, say))
    const server = await startStockServer(context)
    for (const database of [OURS, PEER]) {
      await server.create(database)
      await server.query("postgres", `alter database ${database} set pg_stat_statements.track = 'top'`)
    }
    const { dataDir } = server
    const peer = await progress.step("Vendure's shop", () =>
      startVendure({
        ...{ root, folder, dataDir, databaseUrl: server.url(PEER) },
        onServer: (started) => shutdown.add("Vendure", () => started.stop()),
      }),
    )
    const ours = await progress.step("our shop", (say) =>
      startShopUnderTest({
        ...{ folder: root, database: OURS, databaseUrl: server.url(OURS), dataDir, say },
        onServer: (started) => shutdown.add("our server", () => started.stop()),
      }),
    )
    const buyers = new Placing(ours.storefront, peer.store)
    for (const side of ["peer", "ours"] as const) {
      await progress.step(side === "ours" ? "warming up ours" : "warming up Vendure", async () => {
        for (const cart of await buyers.ready(side, WARM_UP)) await buyers.complete(side, cart)
      })
    }
    const counter = await StatementCounter.connect(server.url("postgres"))
    shutdown.add("statement counter", () => counter.close())
    const counted = async (side: Side) => {
      const [cart] = await buyers.ready(side, 1)
      if (!cart) throw new Error("There is no cart to complete.")
      return (await counter.during(side === "ours" ? OURS : PEER, () => buyers.complete(side, cart))).counted
    }
    const statements = { ours: await counted("ours"), peer: await counted("peer") }
    const groups = { bench: process.pid, postgres: server.pid, ours: ours.server.pid, peer: peer.server.pid }
    const levels: CompletionLevel[] = []
    for (const callers of options.callers) {
      const say = (line: string) => progress.line(line)
      levels.push(
        await progress.step(`${callers} at a time`, () =>
          measureCompletions(callers, options, buyers, { peerName: "Vendure", groups, say }),
        ),
      )
    }
    const [placed] = await server.query<{ orders: number }>(OURS, `select count(*)::int as orders from "order"`)
    const [theirs] = await server.query<{ orders: number }>(
      PEER,
      `select count(*)::int as orders from "order" where "orderPlacedAt" is not null`,
    )
    const orders = { ours: placed?.orders ?? 0, peer: theirs?.orders ?? 0 }
    buyers.check(orders)
    const result: PlacedResult = {
      bench: "vendure",
      peer: `Vendure ${VENDURE_VERSION}`,
      peerName: "Vendure",
      measuredAt: new Date().toISOString(),
      commit: measuredCommit(root),
      machine: describeMachine(server.version),
      databasePoolMax: POOL_MAX,
      ...{ options, levels, statements, orders },
    }
    const files = writeResult(root, "vendure", result, drawCompletions(result))
    progress.line(`\n${completionTables(result)}\n\nWritten: ${files.join(", ")}`)
  },
}

/** Fills carts in both shops and clicks last. Every buyer of a shop wants the same two articles. */
class Placing implements LastClicks<ReadyCart | ReadyOrder> {
  private readonly placed = { ours: 0, peer: 0 }
  private buyer = 0

  constructor(
    private readonly ours: Storefront,
    private readonly vendure: VendureStore,
  ) {}

  async ready(side: Side, count: number): Promise<readonly (ReadyCart | ReadyOrder)[]> {
    const carts: (ReadyCart | ReadyOrder)[] = []
    const hot = chooseTwo(this.ours.catalogue.variants, 0)
    for (let n = 0; n < count; n += 1) {
      const buyer = (this.buyer += 1)
      carts.push(
        side === "ours"
          ? await fillCart(this.ours, buyer, hot, (_call, send) => send())
          : await this.vendure.fill(buyer),
      )
    }
    return carts
  }

  async complete(side: Side, cart: ReadyCart | ReadyOrder): Promise<{ readonly orderId: string; readonly ms: number }> {
    this.placed[side] += 1
    if ("client" in cart) return this.vendure.place(cart)
    const sentAt = performance.now()
    const orderId = await completeCart(this.ours, cart)
    return { orderId, ms: performance.now() - sentAt }
  }

  countOne(): void {
    // Counted when it is asked for: any failure ends the bench.
  }

  /** A shop that loses orders has no speed. */
  check(stored: Readonly<Record<Side, number>>): void {
    for (const side of ["ours", "peer"] as const) {
      if (stored[side] === this.placed[side]) continue
      throw new Error(`${this.placed[side]} orders were confirmed by ${side}, and its database holds ${stored[side]}.`)
    }
  }
}
