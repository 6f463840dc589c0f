import type { Bench, BenchContext } from "../bench-definition"
import { runClosedLoop } from "../harness/closed-loop"
import { describeMachine, measuredCommit } from "../harness/machine"
import { residentMib } from "../harness/process-memory"
import { writeResult } from "../harness/write-result"
import { Buyers } from "./buyers"
import { countStatements } from "./count-statements"
import { drawClosedLoop, drawCompletions, drawOpenLoop } from "./draw-charts"
import { measureLevel } from "./measure-closed-loop"
import { measureCompletions, measureReplays } from "./measure-completions"
import { measureArrivals } from "./measure-open-loop"
import {
  CHECKOUT_USAGE,
  type CheckoutOptions,
  type ClosedLoopOptions,
  type OpenLoopOptions,
  parseCheckoutOptions,
} from "./options"
import { CHECKOUT_CALLS } from "./place-order"
import { closedLoopTables, completionTables, openLoopTables } from "./print-tables"
import type { ClosedLoopResult, CompletionsResult, OpenLoopResultFile, ResultHead } from "./result"
import { POOL_MAX } from "./shop-under-test"
import { startTwoShops, type TwoShops } from "./two-shops"
import { medusaVersion } from "./vanilla-shop"

/** A store-API checkout against our shop and a vanilla Medusa, in turn, in one run. */
export const checkoutBench: Bench = {
  name: "checkout",
  summary: "a guest buys two things: ours beside a vanilla Medusa on the same PostgreSQL",
  usage: CHECKOUT_USAGE,
  run: async (context) => {
    // Before anything starts, so that a slip of the finger costs nothing.
    const options = parseCheckoutOptions(context.args)
    const two = await startTwoShops(context)
    const buyers = new Buyers(two.shops)
    if (options.mode === "open loop") await runOpen(context, options, two, buyers)
    else if (options.mode === "completions") await runCompletions(context, options, two, buyers)
    else await runClosed(context, options, two, buyers)
  },
}

async function runClosed(
  context: BenchContext,
  options: ClosedLoopOptions,
  two: TwoShops,
  buyers: Buyers,
): Promise<void> {
  const { root, progress } = context
  const residentMibAfterSeed = memoryOf(two)
  await warmUp(context, buyers)
  const counted = await progress.step("counting statements", async () => {
    const statements = await countStatements(two.shops, buyers, two.counter)
    await two.counter.checkNothingForgotten()
    return statements
  })
  const levels: ClosedLoopResult["levels"][number][] = []
  for (const callers of options.buyers) {
    const title = callers === 1 ? "one buyer at a time" : `${callers} buyers at a time`
    const say = (line: string) => progress.line(line)
    levels.push(await progress.step(title, () => measureLevel(callers, options, buyers, { groups: two.groups, say })))
  }
  const { ours, peer } = counted
  const calls = CHECKOUT_CALLS.map(
    (call) => [call, { ours: ours.calls.get(call), peer: peer.calls.get(call) }] as const,
  )
  const result: ClosedLoopResult = {
    ...head(root, options, two),
    levels,
    statements: {
      calls: Object.fromEntries(calls) as ClosedLoopResult["statements"]["calls"],
      wholeCheckout: { ours: ours.whole, peer: peer.whole },
    },
    residentMibAfterSeed,
    orders: await checkOrders(two, buyers),
  }
  const files = writeResult(root, "checkout", result, drawClosedLoop(result))
  progress.line(`\n${closedLoopTables(result)}\n\nWritten: ${files.join(", ")}`)
}

async function runCompletions(
  context: BenchContext,
  options: ClosedLoopOptions,
  two: TwoShops,
  buyers: Buyers,
): Promise<void> {
  const { root, progress } = context
  await warmUp(context, buyers)
  const counted = await progress.step("counting statements", () => countStatements(two.shops, buyers, two.counter))
  const levels: CompletionsResult["levels"][number][] = []
  for (const callers of options.buyers) {
    const say = (line: string) => progress.line(line)
    levels.push(
      await progress.step(`${callers} at a time`, () =>
        measureCompletions(callers, options, buyers, { peerName: "vanilla", groups: two.groups, say }),
      ),
    )
  }
  const replays = await progress.step("one cart asked for by 32", () => measureReplays(buyers))
  const statements = { ours: counted.ours.calls.get("complete"), peer: counted.peer.calls.get("complete") }
  const result: CompletionsResult = {
    ...head(root, options, two),
    peerName: "vanilla",
    levels,
    statements: statements as CompletionsResult["statements"],
    replays,
    orders: await checkOrders(two, buyers),
  }
  const files = writeResult(root, "completions", result, drawCompletions(result))
  progress.line(`\n${completionTables(result)}\n\nWritten: ${files.join(", ")}`)
}

async function runOpen(context: BenchContext, options: OpenLoopOptions, two: TwoShops, buyers: Buyers): Promise<void> {
  const { root, progress } = context
  await warmUp(context, buyers)
  const say = (line: string) => progress.line(line)
  const arrivals = await progress.step(`${options.ratePerSecond} checkouts a second`, () =>
    measureArrivals(options, buyers, { groups: two.groups, say }),
  )
  const result: OpenLoopResultFile = {
    ...head(root, options, two),
    arrivals,
    orders: await checkOrders(two, buyers),
  }
  const files = writeResult(root, "checkout-open-loop", result, drawOpenLoop(result))
  progress.line(`\n${openLoopTables(result)}\n\nWritten: ${files.join(", ")}`)
}

function head<Options extends CheckoutOptions>(root: string, options: Options, two: TwoShops): ResultHead<Options> {
  return {
    bench: "checkout",
    peer: `vanilla Medusa ${medusaVersion(root)}`,
    measuredAt: new Date().toISOString(),
    commit: measuredCommit(root),
    machine: describeMachine(two.postgresVersion),
    databasePoolMax: POOL_MAX,
    options,
  }
}

/** A fresh server takes twice as long: its code is not compiled yet. Measured here: about 20 checkouts until it is steady. */
const WARM_UP = { callers: 4, timesEach: 6 }

async function warmUp({ progress }: BenchContext, buyers: Buyers): Promise<void> {
  for (const side of ["peer", "ours"] as const) {
    const name = side === "ours" ? "our shop" : "the vanilla shop"
    await progress.step(`warming up ${name}`, () =>
      runClosedLoop(WARM_UP, () => buyers.buy(side, (_call, send) => send())),
    )
  }
}

function memoryOf({ groups }: TwoShops): ClosedLoopResult["residentMibAfterSeed"] {
  return { ours: residentMib(groups.ours), peer: residentMib(groups.peer) }
}

/** A fast shop that loses orders, or places one twice, is not fast. */
async function checkOrders(two: TwoShops, buyers: Buyers): Promise<ClosedLoopResult["orders"]> {
  const stored = await two.countOrders()
  for (const side of ["ours", "peer"] as const) {
    const { confirmed, attempted } = buyers.orders[side]
    // A checkout whose last answer was lost may have placed its order; only the open loop goes on after a failure.
    if (stored[side] >= confirmed && stored[side] <= attempted) continue
    throw new Error(
      `${two.shops[side].database} confirmed ${confirmed} orders of ${attempted}, and its database holds ${stored[side]}.`,
    )
  }
  return stored
}
