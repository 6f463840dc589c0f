import type { RatioSummary } from "./pair-ratios"

export interface RatioRow {
  readonly label: string
  readonly ratio: Pick<RatioSummary, "median" | "low" | "high">
  /** The figures behind the ratio, with their unit: "61 ms". */
  readonly peer: string
  readonly ours: string
  /** Set apart from the rows it sums up. */
  readonly strong?: boolean
}

export interface RatioSection {
  readonly title: string
  readonly better: "less" | "more"
  readonly rows: readonly RatioRow[]
}

export interface RatioChart {
  readonly title: string
  readonly subtitle: string
  readonly peerName: string
  readonly sections: readonly RatioSection[]
  /** Lines under the chart: how to read it, where it was measured. */
  readonly notes: readonly string[]
}

/** Half the width of the band around 1. */
const SAME = 0.05
/** Up to this ratio all sections share one scale, so that they can be compared. */
const SHARED_SCALE_UP_TO = 2

const WIDTH = 960
const LEFT = 32
const BAR = { from: 250, to: 596 }
const COLUMN = { ratio: 736, peer: 834, ours: WIDTH - LEFT }
const ROW_HEIGHT = 30

/** Colours for a light and a dark page; a viewer that knows neither gets the light ones. */
const STYLE = `
  svg { --page: #ffffff; --ink: #18212f; --quiet: #667085; --line: #e4e7ec; --band: #f2f4f7; --good: #0f766e; --same: #64748b; --bad: #c2410c }
  @media (prefers-color-scheme: dark) {
    svg { --page: #0f151d; --ink: #e8ecf2; --quiet: #97a3b4; --line: #263040; --band: #19222e; --good: #2dd4bf; --same: #8a99ad; --bad: #fb923c }
  }
  text { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; fill: var(--ink); font-variant-numeric: tabular-nums }
  .title { font-size: 20px; font-weight: 650 } .section { font-weight: 650 } .strong { font-weight: 650 }
  .quiet { fill: var(--quiet); font-size: 12px } .end { text-anchor: end } .middle { text-anchor: middle }
  .page { fill: var(--page) } .band { fill: var(--band) } .grid { stroke: var(--line) } .one { stroke: var(--ink); stroke-dasharray: 2 3 }
  .good { fill: var(--good) } .same { fill: var(--same) } .bad { fill: var(--bad) } .spread { stroke: var(--ink); stroke-width: 1.5 }`

/** Draws how often the peer's figure fits into ours, one bar a row: 1 is the peer, shorter is less. */
export function ratioChart({ title, subtitle, peerName, sections, notes }: RatioChart): string {
  const parts: string[] = [text(LEFT, 46, title, "title"), text(LEFT, 70, subtitle, "quiet")]
  let y = 104
  const largest = Math.max(...sections.map(largestIn))
  for (const section of sections) {
    const scale = scaleFor(largest <= SHARED_SCALE_UP_TO ? largest : largestIn(section))
    const drawn = drawSection(section, peerName, scale, y)
    parts.push(...drawn.parts)
    y = drawn.bottom + 34
  }
  for (const note of notes) {
    parts.push(text(LEFT, y, note, "quiet"))
    y += 18
  }
  const height = y + 14
  const summary = sections.map((section) => `${section.title}: ${section.rows.map(told).join("; ")}.`).join(" ")
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="chart-title chart-summary">`,
    `<title id="chart-title">${escape(title)}</title>`,
    `<desc id="chart-summary">${escape(summary)}</desc>`,
    `<style>${STYLE}\n</style>`,
    `<rect class="page" width="${WIDTH}" height="${height}" rx="12"/>`,
    ...parts,
    "</svg>",
    "",
  ].join("\n")
}

const largestIn = ({ rows }: RatioSection) => Math.max(...rows.map(({ ratio }) => ratio.high))

const told = ({ label, ratio }: RatioRow) => `${label} ${ratio.median.toFixed(2)} times`

function drawSection({ title, better, rows }: RatioSection, peerName: string, scale: Scale, top: number) {
  const x = (ratio: number) => round(BAR.from + ((BAR.to - BAR.from) * Math.min(ratio, scale.max)) / scale.max)
  const firstRow = top + 14
  const bottom = firstRow + rows.length * ROW_HEIGHT + 6
  const parts = [
    text(LEFT, top, title, "section"),
    text(BAR.from, top, better === "less" ? "shorter is better" : "longer is better", "quiet"),
    text(COLUMN.ratio, top, "ratio", "quiet end"),
    text(COLUMN.peer, top, peerName, "quiet end"),
    text(COLUMN.ours, top, "ours", "quiet end"),
    `<rect class="band" x="${x(1 - SAME)}" y="${firstRow}" width="${round(x(1 + SAME) - x(1 - SAME))}" height="${bottom - firstRow}"/>`,
    ...scale.ticks.flatMap((tick) => [
      `<line class="grid" x1="${x(tick)}" x2="${x(tick)}" y1="${firstRow}" y2="${bottom}"/>`,
      text(x(tick), bottom + 15, `${tick}×`, "quiet middle"),
    ]),
    ...rows.flatMap((row, index) => drawRow(row, better, firstRow + index * ROW_HEIGHT, x)),
    `<line class="one" x1="${x(1)}" x2="${x(1)}" y1="${firstRow}" y2="${bottom}"/>`,
  ]
  return { parts, bottom: bottom + 15 }
}

function drawRow(
  { label, ratio, peer, ours, strong }: RatioRow,
  better: "less" | "more",
  top: number,
  x: (r: number) => number,
) {
  const middle = top + ROW_HEIGHT / 2 + 3
  const weight = strong ? "strong" : ""
  const verdict = judge(ratio, better)
  const spread = ratio.low === ratio.high ? "" : ` (${ratio.low.toFixed(2)}–${ratio.high.toFixed(2)})`
  return [
    text(LEFT, middle + 4, label, weight),
    `<rect class="${verdict}" x="${BAR.from}" y="${middle - 7}" width="${round(x(ratio.median) - BAR.from)}" height="14" rx="2"/>`,
    `<path class="spread" fill="none" d="M${x(ratio.low)} ${middle}H${x(ratio.high)}M${x(ratio.low)} ${middle - 4}v8M${x(ratio.high)} ${middle - 4}v8"/>`,
    text(COLUMN.ratio, middle + 4, `${ratio.median.toFixed(2)}×${spread}`, `end ${weight}`),
    text(COLUMN.peer, middle + 4, peer, `quiet end ${weight}`),
    text(COLUMN.ours, middle + 4, ours, `end ${weight}`),
  ]
}

/** Better or worse only when the whole interval is outside the band; otherwise nothing is proved. */
export function judge({ low, high }: RatioRow["ratio"], better: "less" | "more"): "good" | "same" | "bad" {
  if (high < 1 - SAME) return better === "less" ? "good" : "bad"
  if (low > 1 + SAME) return better === "less" ? "bad" : "good"
  return "same"
}

interface Scale {
  readonly max: number
  readonly ticks: readonly number[]
}

/** From nothing to a little above the largest, with four to seven round marks. */
export function scaleFor(largest: number): Scale {
  const reach = Math.max(1.25, largest * 1.04)
  const power = 10 ** Math.floor(Math.log10(reach / 4))
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => reach / size <= 7) ?? 10 * power
  const count = Math.floor(reach / step)
  // Multiplied and rounded, so that 0.1 three times over does not read 0.30000000000000004.
  return { max: reach, ticks: Array.from({ length: count + 1 }, (_, n) => Number((n * step).toFixed(6))) }
}

const round = (value: number) => Math.round(value * 10) / 10

function text(x: number, y: number, content: string, classes: string): string {
  const attribute = classes.trim() && ` class="${classes.trim()}"`
  return `<text x="${x}" y="${y}"${attribute}>${escape(content)}</text>`
}

const escape = (content: string) => content.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
