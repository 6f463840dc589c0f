import type { Machine } from "./machine"
import { ANY, publishedEdges } from "./published-edges"

const COLUMN = 146
const MARGIN = 16
const BOX = { width: 132, height: 30 }
const LINE = 15
const GAP = 12
/** Of the label font, per letter, at the widest. */
const LETTER = 6.7

/**
 * The published states as one SVG that needs nothing beside it. States are columns, in the order in which an order meets
 * them; each arrow has a line of its own with its events above it, so that no two labels can meet.
 *
 * Its colors are those of the page: `currentColor`, and `--lifecycle-surface` behind labels.
 */
export function drawSvg(machine: Machine): string {
  const { states, edges } = publishedEdges(machine)
  const columns = edges.some(({ from, to }) => from === ANY || to === ANY) ? [...states, ANY] : states
  const width = MARGIN * 2 + columns.length * COLUMN
  const middle = (state: string) => MARGIN + columns.indexOf(state) * COLUMN + COLUMN / 2

  let y = MARGIN + BOX.height + GAP
  const arrows = edges.flatMap(({ from, to, events }) => {
    const first = y + LINE
    y = first + (events.length - 1) * LINE + GAP / 2
    const line = y
    y += GAP
    const end = middle(to) + (middle(to) > middle(from) ? -2 : 2)
    const center = (middle(from) + middle(to)) / 2
    return [
      `<line class="arrow" x1="${middle(from)}" y1="${line}" x2="${end}" y2="${line}" marker-end="url(#lifecycle-head)"/>`,
      `<circle class="head" cx="${middle(from)}" cy="${line}" r="3"/>`,
      ...events.map((event, place) => {
        const half = (event.length * LETTER) / 2
        const x = Math.min(Math.max(center, half + 2), width - half - 2)
        return `<text class="event" x="${x}" y="${first + place * LINE}">${escaped(event)}</text>`
      }),
    ]
  })
  const height = y + MARGIN
  const boxes = columns.flatMap((state) => [
    `<line class="life" x1="${middle(state)}" y1="${MARGIN + BOX.height}" x2="${middle(state)}" y2="${height - MARGIN}"/>`,
    `<rect class="${state === ANY ? "state any" : "state"}" x="${middle(state) - BOX.width / 2}" y="${MARGIN}"` +
      ` width="${BOX.width}" height="${BOX.height}" rx="6"/>`,
    `<text class="name" x="${middle(state)}" y="${MARGIN + 19}">${escaped(state === ANY ? "any state" : state)}</text>`,
  ])
  const told = edges.map(({ from, to, events }) => `${from} to ${to} by ${events.join(" or ")}`).join("; ")
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="lifecycle-title lifecycle-desc">`,
    `<title id="lifecycle-title">The states of an order</title>`,
    `<desc id="lifecycle-desc">${escaped(told)}.</desc>`,
    `<style>${STYLE}</style>`,
    `<defs><marker id="lifecycle-head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">` +
      `<path class="head" d="M0 0 8 4 0 8z"/></marker></defs>`,
    ...boxes,
    ...arrows,
    "</svg>",
    "",
  ].join("\n")
}

const STYLE = [
  "text{fill:currentColor;text-anchor:middle;font-family:ui-sans-serif,system-ui,sans-serif}",
  ".name{font-size:12px;font-weight:600}",
  ".event{font-size:11px;paint-order:stroke;stroke:var(--lifecycle-surface,Canvas);stroke-width:4px;stroke-linejoin:round}",
  ".state{fill:var(--lifecycle-surface,Canvas);stroke:currentColor;stroke-width:1.5}",
  ".any{stroke-dasharray:4 3}",
  ".life{stroke:currentColor;stroke-opacity:.18}",
  ".arrow{stroke:currentColor;stroke-width:1.2}",
  ".head{fill:currentColor}",
].join("")

const escaped = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;")
