import { compareEngines } from "../compare-engines"
import { evaluate } from "../engine"
import { BY_PRIORITY, cartOf, holdfastEngine } from "../holdfast-engine"
import type { PartContext, PartResult } from "../part"
import { ruleSet } from "../rule-set"
import { timeCarts } from "../time-carts"

const SIZES = [100, 1_000, 5_000] as const

/** What it costs to be told of every promotion why it did not apply, not of those that fit the cart's values alone. */
export async function measureTrace(context: PartContext): Promise<PartResult> {
  const compared: PartResult["compared"][number][] = []
  const noise: PartResult["noise"][number][] = []
  for (const size of SIZES) {
    const rules = ruleSet("matches constant", size, { carts: context.options.carts })
    const { index } = holdfastEngine(rules)
    const carts = rules.carts.map(cartOf)
    const every = [...carts.keys()]
    const whole = (at: number) => evaluate(carts[at]!, index, BY_PRIORITY, new Map(), { everything: true })
    const usual = (at: number) => evaluate(carts[at]!, index, BY_PRIORITY)
    for (const at of every) checkSame(size, usual(at), whole(at))
    const { seconds } = context.options
    const measured = await compareEngines(
      context,
      { what: `why of all ${size.toLocaleString("en")}`, peerName: "without the rest" },
      { ours: () => timeCarts(every, seconds, whole), peer: () => timeCarts(every, seconds, usual) },
    )
    compared.push(measured.comparison)
    noise.push(measured.noise)
  }
  const title = "The whole trace beside that of the promotions that fit the cart's values"
  return { title, compared, curves: [], figures: {}, goals: [], noise }
}

/** Asking more of them must not change the price, and each gets exactly one line. */
function checkSame(size: number, usual: ReturnType<typeof evaluate>, whole: ReturnType<typeof evaluate>): void {
  if (usual.discount !== whole.discount) {
    throw new Error(`The discount is ${usual.discount}, and ${whole.discount} when every promotion is asked.`)
  }
  if (whole.trace.length !== size) throw new Error(`${size} promotions have ${whole.trace.length} trace lines.`)
}
