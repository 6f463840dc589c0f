import { describeCores } from "../harness/noise"
import { formatTable } from "../harness/table"
import { type Goal, judgeGoal } from "./goal"
import type { Comparison, PartResult } from "./part"

/** A figure with as many digits as it deserves. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return "lost"
  const size = Math.abs(value)
  return value.toLocaleString("en", { maximumFractionDigits: size >= 100 ? 0 : size >= 10 ? 1 : 2 })
}

const ratioText = ({ ratio: { median, low, high } }: Pick<Comparison, "ratio">): string =>
  `${figure(median)} (${figure(low)}–${figure(high)})`

/** What one part found, as a person wants to read it. */
export function partTables({ title, compared, figures, noise }: PartResult): string {
  const rows = compared.map((row) => [
    row.what,
    row.peerName,
    figure(row.peer),
    figure(row.ours),
    ratioText(row),
    row.unit,
  ])
  const others = Object.entries(figures).map(([name, value]) => [name, [value].flat().map(figure).join(", ")])
  return [
    title,
    ...(rows.length > 0 ? [formatTable(["", "beside", "theirs", "ours", "ours : theirs", ""], rows)] : []),
    ...(others.length > 0 ? [formatTable(["ours", ""], others)] : []),
    ...(noise.length > 0 ? [noiseLine(noise)] : []),
  ].join("\n")
}

function noiseLine(noise: PartResult["noise"]): string {
  const sum = (pick: (one: PartResult["noise"][number]) => number) => noise.reduce((total, one) => total + pick(one), 0)
  const worst = noise.map(({ othersCoresWorstKept }) => othersCoresWorstKept ?? 0)
  const [kept, dropped] = [sum(({ pairsKept }) => pairsKept), sum(({ pairsDropped }) => pairsDropped)]
  return `${kept} pairs kept, ${dropped} dropped; other processes kept up to ${describeCores(Math.max(...worst))} busy.`
}

/** Each goal, what it asks and what was measured. */
export function goalTable({ parts }: { readonly parts: Readonly<Record<string, PartResult>> }): string {
  const text = (value: number, { unit }: Goal) => `${figure(value)}${unit === "" ? "" : ` ${unit}`}`
  const rows = Object.values(parts)
    .flatMap(({ goals }) => goals)
    .map((goal) => [
      goal.what,
      `${goal.better === "more" ? "≥" : "≤"} ${text(goal.bar, goal)}`,
      goal.aim === undefined ? "" : text(goal.aim, goal),
      text(goal.measured, goal),
      judgeGoal(goal),
    ])
  return formatTable(["goal", "bar", "aim", "measured", ""], rows)
}
