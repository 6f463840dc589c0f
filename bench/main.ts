import { LaunchFailure } from "../launcher/launch-failure"
import { Shutdown } from "../launcher/shutdown"
import type { Bench } from "./bench-definition"
import { checkoutBench } from "./checkout/checkout-bench"
import { Progress } from "./harness/progress"
import { inboxBench } from "./inbox/inbox-bench"
import { lifecycleBench } from "./lifecycle/lifecycle-bench"
import { promotionsBench } from "./promotions/promotions-bench"
import { providersBench } from "./providers/providers-bench"
import { reconcilerBench } from "./reconciler/reconciler-bench"
import { stockBench } from "./stock/stock-bench"
import { findBench, usage } from "./usage"
import { vendureBench } from "./vendure/vendure-bench"

const BENCHES: readonly Bench[] = [
  checkoutBench,
  vendureBench,
  stockBench,
  promotionsBench,
  lifecycleBench,
  inboxBench,
  providersBench,
  reconcilerBench,
]

/** `npm run bench -- <name> [options]`. */
export async function runBench(root: string, args: readonly string[]): Promise<void> {
  const [name, ...rest] = args
  if (name === undefined || args.includes("--help")) {
    console.log(usage(BENCHES))
    process.exit(name === undefined ? 1 : 0)
  }
  const shutdown = new Shutdown()
  try {
    const bench = findBench(BENCHES, name)
    await bench.run({ root, args: rest, progress: new Progress(process.stdout), shutdown })
  } catch (error) {
    const expected = error instanceof LaunchFailure && error.code.startsWith("bench_")
    await shutdown.run(1, expected ? new LaunchFailure(error.code, error.message, `\n${usage(BENCHES)}`) : error)
  }
  await shutdown.run(0)
}
