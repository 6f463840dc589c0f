import { describe, expect, it } from "@jest/globals"
import { machineOf } from "./__fixtures__/told-order"
import { drawAxes, drawMermaid } from "./draw-mermaid"
import { drawSvg } from "./draw-svg"
import { publishedEdges } from "./published-edges"

const { tables } = machineOf()

/** The published table, as it was promised. */
const PROMISED: readonly (readonly [from: string, event: string, to: string])[] = [
  ["cart", "checkout.submitted", "pending_payment"],
  ["pending_payment", "payment.authorized", "authorized"],
  ["pending_payment", "payment.declined", "canceled"],
  ["authorized", "payment.captured", "captured"],
  ["authorized", "order.canceled", "canceled"],
  ["captured", "shipment.created", "partially_fulfilled"],
  ["partially_fulfilled", "shipment.completed", "fulfilled"],
  ["captured", "refund.partial", "partially_refunded"],
  ["fulfilled", "rma.completed", "returned"],
  ["any", "chargeback.notice", "disputed"],
  ["disputed", "chargeback.lost", "chargeback"],
]

describe("the drawing of the published states", () => {
  it.each(PROMISED)("has the arrow from %s by %s to %s", (from, event, to) => {
    const line = drawMermaid(tables)
      .split("\n")
      .find((one) => one.startsWith(`  ${from} --> ${to}: `))
    expect(line?.split(": ")[1]?.split(", ")).toContain(event)
  })

  it("leads from disputed back to where it was when the dispute is won", () => {
    expect(drawMermaid(tables)).toContain("  disputed --> any: chargeback.won\n")
  })

  it("has 12 states, and every one of them in both drawings", () => {
    const { states } = publishedEdges(tables)
    expect([...states].sort()).toEqual([...new Set(tables.published.map(({ state }) => state))].sort())
    for (const state of states) {
      expect(drawSvg(tables)).toContain(`>${state}</text>`)
      expect(drawMermaid(tables)).toContain(state)
    }
  })

  it("has every event of its arrows in the SVG", () => {
    const svg = drawSvg(tables)
    for (const event of publishedEdges(tables).edges.flatMap(({ events }) => events)) {
      expect(svg).toContain(`>${event}</text>`)
    }
  })

  it("is the same each time", () => {
    expect(drawSvg(tables)).toBe(drawSvg(machineOf().tables))
    expect(drawMermaid(tables)).toBe(drawMermaid(machineOf().tables))
  })

  it("has no 2 labels on each other, and none outside", () => {
    const svg = drawSvg(tables)
    const width = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1])
    const labels = [...svg.matchAll(/class="event" x="([\d.]+)" y="([\d.]+)">([^<]+)</g)].map(([, x, y, text]) => {
      const half = (text!.length * 6.7) / 2
      return { left: Number(x) - half, right: Number(x) + half, top: Number(y) - 11, bottom: Number(y) + 3 }
    })
    const meeting = labels.filter((one, place) =>
      labels
        .slice(0, place)
        .some((two) => one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom),
    )
    expect(meeting).toEqual([])
    expect(labels.filter(({ left, right }) => left < 0 || right > width)).toEqual([])
  })

  it("needs nothing from elsewhere, and takes the colors of its page", () => {
    const svg = drawSvg(tables)
    expect(svg).not.toMatch(/href|@import|url\((?!#)|#[0-9a-f]{3,6}\b(?=[;"])/)
    expect(svg).toContain("currentColor")
    expect(svg).toMatch(/<title id="lifecycle-title">.+<\/title>\n<desc id="lifecycle-desc">.+<\/desc>/)
  })

  it("escapes what a plugin calls its states", () => {
    const published = tables.published.map((rule) => (rule.state === "cart" ? { ...rule, state: "<cart>" } : rule))
    expect(drawSvg({ ...tables, published })).toContain(">&lt;cart&gt;</text>")
  })
})

describe("the drawings of the 5 axes", () => {
  it("have every state that rows lead to, and where they end", () => {
    const drawn = drawAxes(tables)
    expect(drawn.dispute).toBe(
      [
        "stateDiagram-v2",
        "  [*] --> none",
        "  none --> open: chargeback.notice",
        "  won --> open: chargeback.notice",
        "  lost --> open: chargeback.notice",
        "  open --> lost: chargeback.won, chargeback.lost",
        "  open --> won: chargeback.won",
        "  none --> [*]",
        "  won --> [*]",
        "  lost --> [*]",
        "",
      ].join("\n"),
    )
    for (const { name } of tables.axes.payment) expect(drawn.payment).toMatch(new RegExp(`\\b${name}\\b`))
  })
})
