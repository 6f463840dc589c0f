import { describeCores, type Noise } from "../harness/noise"
import type { Compared } from "../harness/pair-ratios"
import { type RatioRow, type RatioSection, ratioChart } from "../harness/ratio-chart"
import type { Level } from "./measure-closed-loop"
import { CHECKOUT_CALLS } from "./place-order"
import type { ClosedLoopResult, OpenLoopResultFile, PlacedResult } from "./result"

const ms = (value: number) => (Number.isFinite(value) ? `${value.toFixed(value < 10 ? 1 : 0)} ms` : "lost")

const reading = (peerName: string) => [
  `Bar: median of the pairs' ratios; 1× is ${peerName}. Line: its 95 % interval; with fewer than six pairs, from the lowest to the highest.`,
  "Band: within 5 %. In colour: all of the line is outside of it.",
]

/** `bench/results/checkout.svg` */
export function drawClosedLoop(result: ClosedLoopResult): string {
  const [first] = result.levels
  if (!first) throw new Error("There is no picture of no measurements.")
  return ratioChart({
    title: "A guest's checkout, ours beside vanilla Medusa",
    subtitle: `${result.peer} in the same run on the same PostgreSQL; nine store API calls, two lines, one order`,
    peerName: "vanilla",
    sections: [callSection(first), throughputSection(result), resourceSection(result, first)],
    notes: [
      ...reading("vanilla"),
      "Figures at the right: p50 over all kept pairs; their median for what is measured once a pair.",
      ...footer(
        result,
        result.levels.map(({ noise }) => noise),
      ),
    ],
  })
}

function callSection({ buyers, calls, wholeCheckout }: Level): RatioSection {
  const row = (label: string, { ours, peer, ratio }: Compared<{ p50Ms: number }>): RatioRow => ({
    ...{ label, ratio, ours: ms(ours.p50Ms), peer: ms(peer.p50Ms) },
  })
  return {
    title: buyers === 1 ? "Time, one buyer" : `Time, ${buyers} buyers`,
    better: "less",
    rows: [
      ...CHECKOUT_CALLS.map((call) => row(call, calls[call])),
      { ...row("whole checkout", wholeCheckout), strong: true },
    ],
  }
}

function throughputSection({ levels }: ClosedLoopResult): RatioSection {
  const rows = levels.map(({ buyers, checkoutsPerSecond: { ours, peer, ratio } }) => ({
    label: buyers === 1 ? "1 buyer" : `${buyers} buyers`,
    ...{ ratio, ours: `${ours.toFixed(2)} /s`, peer: `${peer.toFixed(2)} /s` },
  }))
  return { title: "Checkouts a second", better: "more", rows }
}

function resourceSection({ statements }: ClosedLoopResult, { serverCpuMs, residentMib }: Level): RatioSection {
  const { ours, peer } = statements.wholeCheckout
  // Counted, and the same every time: no spread.
  const counted = ours.statements / peer.statements
  const rows: RatioRow[] = [
    {
      label: "SQL statements",
      ratio: { median: counted, low: counted, high: counted },
      ...{ ours: String(ours.statements), peer: String(peer.statements) },
    },
  ]
  if (serverCpuMs) {
    const { ratio, ours, peer } = serverCpuMs
    rows.push({ label: "server's processor time", ratio, ours: ms(ours), peer: ms(peer) })
  }
  if (residentMib) {
    const { ratio, ours, peer } = residentMib
    rows.push({
      label: "server's resident memory",
      ratio,
      ...{ ours: `${ours.toFixed(0)} MiB`, peer: `${peer.toFixed(0)} MiB` },
    })
  }
  return { title: "What a checkout takes", better: "less", rows }
}

/** `bench/results/completions.svg` and `vendure.svg` */
export function drawCompletions(result: PlacedResult): string {
  const { levels, statements } = result
  const counted = statements.ours.statements / statements.peer.statements
  const name = (callers: number) => (callers === 1 ? "1 caller" : `${callers} callers`)
  return ratioChart({
    title: `The last click, ours beside ${result.peerName === "vanilla" ? "vanilla Medusa" : result.peerName}`,
    subtitle: `${result.peer} in the same run on the same PostgreSQL; carts of two lines of one hot article`,
    peerName: result.peerName,
    sections: [
      {
        title: "Orders a second",
        better: "more",
        rows: levels.map(({ callers, perSecond: { ours, peer, ratio } }) => ({
          label: name(callers),
          ...{ ratio, ours: `${ours.toFixed(1)} /s`, peer: `${peer.toFixed(1)} /s` },
        })),
      },
      {
        title: "Time",
        better: "less",
        rows: levels.map(({ callers, latency: { ours, peer, ratio } }) => ({
          label: name(callers),
          ...{ ratio, ours: ms(ours.p50Ms), peer: ms(peer.p50Ms) },
        })),
      },
      {
        title: "What a completion takes",
        better: "less",
        rows: [
          {
            label: "SQL statements",
            ratio: { median: counted, low: counted, high: counted },
            ...{ ours: String(statements.ours.statements), peer: String(statements.peer.statements) },
          },
        ],
      },
    ],
    notes: [
      ...reading(result.peerName),
      ...footer(
        result,
        levels.map(({ noise }) => noise),
      ),
    ],
  })
}

/** `bench/results/checkout-open-loop.svg` */
export function drawOpenLoop(result: OpenLoopResultFile): string {
  const { wholeCheckout, ratios, fate, noise } = result.arrivals
  const rows = (["p50", "p95", "p99"] as const).flatMap((name): RatioRow[] => {
    const ratio = ratios[name]
    const figure = `${name}Ms` as const
    if (!ratio) return []
    return [{ label: name, ratio, ours: ms(wholeCheckout.ours[figure]), peer: ms(wholeCheckout.peer[figure]) }]
  })
  const { ratePerSecond, arrivals } = result.options
  const lost = (side: "ours" | "peer") => fate[side].arrived - fate[side].answered
  return ratioChart({
    title: "Shoppers who do not wait for each other",
    subtitle: `${ratePerSecond} checkouts a second (${arrivals} arrivals), each counted from when it was due; ${result.peer} in the same run`,
    peerName: "vanilla",
    sections: rows.length > 0 ? [{ title: "Time, whole checkout", better: "less", rows }] : [],
    notes: [
      `Not answered: ${lost("ours")} of ${fate.ours.arrived} at ours, ${lost("peer")} of ${fate.peer.arrived} at vanilla.`,
      ...reading("vanilla"),
      ...footer(result, [noise]),
    ],
  })
}

function footer(
  { machine, measuredAt, commit }: ClosedLoopResult | PlacedResult | OpenLoopResultFile,
  noises: readonly Noise[],
): string[] {
  const kept = noises.map(({ pairsKept }) => pairsKept).join(" and ")
  const dropped = noises.reduce((sum, { pairsDropped }) => sum + pairsDropped, 0)
  const worst = noises.map(({ othersCoresWorstKept }) => describeCores(othersCoresWorstKept)).join(" and ")
  return [
    `${kept} pairs kept, ${dropped} dropped; other processes kept at most ${worst} busy.`,
    `${machine.cores} cores, ${machine.cpu}, ${machine.memoryGib} GiB, Node ${machine.node}, PostgreSQL ${machine.postgres}. ` +
      `${measuredAt.slice(0, 10)}${commit === undefined ? "" : `, commit ${commit}`}.`,
  ]
}
