import { describeCores } from "../harness/noise"
import { formatTable } from "../harness/table"
import { type Goal, judgeGoal } from "../stock/goal"
import type { Comparison, PartResult } from "./part"

/** A figure with as many digits as it deserves. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return "lost"
  const size = Math.abs(value)
  return value.toLocaleString("en", { maximumFractionDigits: size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 4 })
}

const ratioText = ({ ratio: { median, low, high } }: Pick<Comparison, "ratio">): string =>
  `${figure(median)} (${figure(low)}–${figure(high)})`

/** What one part found, as a person wants to read it. */
export function partTables({ title, compared, curves, figures, noise }: PartResult): string {
  const rows = compared.map((row) => [
    ...[row.what, row.peerName, figure(row.peer.p50Us), figure(row.peer.p99Us)],
    ...[figure(row.ours.p50Us), figure(row.ours.p99Us), ratioText(row)],
  ])
  const others = Object.entries(figures).map(([name, value]) => [name, figure(value)])
  const header = ["µs a cart", "beside", "their p50", "p99", "our p50", "p99", "carts/s, ours : theirs"]
  return [
    title,
    ...(rows.length > 0 ? [formatTable(header, rows)] : []),
    ...curves.map((curve) =>
      formatTable(
        [curve.over, ...curve.columns],
        curve.rows.map((row) => row.map(figure)),
      ),
    ),
    ...(others.length > 0 ? [formatTable(["ours", ""], others)] : []),
    ...(noise.length > 0 ? [noiseLine(noise)] : []),
  ].join("\n")
}

function noiseLine(noise: PartResult["noise"]): string {
  const sum = (pick: (one: PartResult["noise"][number]) => number) => noise.reduce((total, one) => total + pick(one), 0)
  const worst = Math.max(...noise.map(({ othersCoresWorstKept }) => othersCoresWorstKept ?? 0))
  const [kept, dropped] = [sum(({ pairsKept }) => pairsKept), sum(({ pairsDropped }) => pairsDropped)]
  return `${kept} pairs kept, ${dropped} dropped; other processes kept up to ${describeCores(worst)} busy.`
}

/** Each goal, what it asks and what was measured. */
export function goalTable(goals: readonly Goal[]): string {
  const text = (value: number, { unit }: Goal) => `${figure(value)}${unit === "" ? "" : ` ${unit}`}`
  const rows = goals.map((goal) => [
    goal.what,
    `${goal.better === "more" ? "≥" : "≤"} ${text(goal.bar, goal)}`,
    goal.aim === undefined ? "" : text(goal.aim, goal),
    text(goal.measured, goal),
    judgeGoal(goal),
  ])
  return formatTable(["goal", "bar", "aim", "measured", ""], rows)
}
