import { compareEngines } from "../compare-engines"
import { evaluate } from "../engine"
import { BY_PRIORITY, cartOf, holdfastEngine } from "../holdfast-engine"
import type { PartContext, PartResult } from "../part"
import { FAMILIES, ruleSet } from "../rule-set"
import { timeCarts } from "../time-carts"

const SIZES = [100, 1_000, 5_000] as const

/**
 * What it costs to read why the promotions that fit the cart's values did or did not apply; and to be told of every
 * promotion, not of those alone.
 */
export async function measureTrace(context: PartContext): Promise<PartResult> {
  const compared: PartResult["compared"][number][] = []
  const noise: PartResult["noise"][number][] = []
  const cases = [
    ...FAMILIES.map((family) => ({ family, size: 5_000, everything: false })),
    ...SIZES.map((size) => ({ family: "matches constant", size, everything: true }) as const),
  ]
  for (const { family, size, everything } of cases) {
    const rules = ruleSet(family, size, { carts: context.options.carts })
    const { index } = holdfastEngine(rules)
    const carts = rules.carts.map(cartOf)
    const every = [...carts.keys()]
    const told = (at: number) => evaluate(carts[at]!, index, BY_PRIORITY, new Map(), { everything })
    const usual = (at: number) => evaluate(carts[at]!, index, BY_PRIORITY)
    for (const at of every) checkSame(everything ? size : index.find(carts[at]!).length, usual(at), told(at))
    const { seconds } = context.options
    const measured = await compareEngines(
      context,
      {
        what: `${size.toLocaleString("en")}, ${family.replace("matches ", "")}, ${everything ? "all" : "what fits"}`,
        peerName: "without the trace",
      },
      // It is written when it is read.
      {
        ours: () => timeCarts(every, seconds, (at) => told(at).trace.length),
        peer: () => timeCarts(every, seconds, usual),
      },
    )
    compared.push(measured.comparison)
    noise.push(measured.noise)
  }
  const title = "The price and its trace, beside the price alone"
  return { title, compared, curves: [], figures: {}, goals: [], noise }
}

/** Asking more of them must not change the price, and each gets exactly one line. */
function checkSame(asked: number, usual: ReturnType<typeof evaluate>, whole: ReturnType<typeof evaluate>): void {
  if (usual.discount !== whole.discount) {
    throw new Error(`The discount is ${usual.discount}, and ${whole.discount} when every promotion is asked.`)
  }
  if (whole.trace.length !== asked) throw new Error(`${asked} promotions have ${whole.trace.length} trace lines.`)
}
