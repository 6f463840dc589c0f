import { describe, expect, it } from "@jest/globals"
import { judge, ratioChart, type RatioRow, scaleFor } from "./ratio-chart"

const row = (label: string, median: number): RatioRow => ({
  ...{ label, ratio: { median, low: median - 0.1, high: median + 0.1 }, ours: "61 ms", peer: "62 ms" },
})

const chart = (rows: readonly RatioRow[]) =>
  ratioChart({
    title: 'Ours & "theirs" <fast>',
    subtitle: "one run",
    peerName: "vanilla",
    sections: [{ title: "Time", better: "less", rows }],
    notes: ["2 cores"],
  })

/** Follows every tag, as a reader of XML does; answers the names that were left open, and fails at a wrong end. */
function openTags(xml: string): string[] {
  const open: string[] = []
  for (const [, end, name = "", selfClosed] of xml.matchAll(/<(\/?)([a-z]+)(?:\s+[\w:-]+="[^"<]*")*\s*(\/?)>/gi)) {
    if (end) expect(name).toBe(open.pop())
    else if (!selfClosed) open.push(name)
  }
  return open
}

describe("ratioChart", () => {
  it("closes every tag it opens and escapes the four signs of XML", () => {
    const svg = chart([row("create cart", 1), row("a < b & c", 0.5)])
    expect(openTags(svg)).toEqual([])
    expect(svg.replace(/<(\/?)([a-z]+)(?:\s+[\w:-]+="[^"<]*")*\s*(\/?)>/gi, "")).not.toMatch(/[<>]/)
    expect(svg).not.toMatch(/&(?!#\d+;)/)
    expect(svg).toContain("Ours &#38; &#34;theirs&#34; &#60;fast&#62;")
  })

  it("has no coordinate that is not a number, also for a ratio of 40", () => {
    expect(chart([row("complete", 40)])).not.toMatch(/NaN|Infinity|undefined/)
  })

  it("tells each of 2 ratios in words for whoever cannot see it", () => {
    expect(chart([row("create cart", 1), row("complete", 0.5)])).toContain(
      "Time: create cart 1.00 times; complete 0.50 times.",
    )
  })

  it("has colours for a dark page", () => {
    expect(chart([row("complete", 1)])).toContain("prefers-color-scheme: dark")
  })

  it("is drawn without sections when nothing could be compared", () => {
    const svg = ratioChart({ title: "t", subtitle: "s", peerName: "p", sections: [], notes: [] })
    expect(openTags(svg)).toEqual([])
    expect(svg).not.toMatch(/NaN|Infinity/)
  })
})

describe("judge", () => {
  const ratio = (low: number, high: number) => ({ median: (low + high) / 2, low, high })

  it("calls it better or worse only when the whole interval is more than 5 % from 1", () => {
    expect(judge(ratio(0.8, 0.94), "less")).toBe("good")
    expect(judge(ratio(1.06, 1.2), "less")).toBe("bad")
    expect(judge(ratio(1.04, 1.2), "less")).toBe("same")
    expect(judge(ratio(0.8, 0.96), "less")).toBe("same")
  })

  it("turns round where more is better", () => {
    expect(judge(ratio(0.8, 0.94), "more")).toBe("bad")
    expect(judge(ratio(1.06, 1.2), "more")).toBe("good")
  })
})

describe("scaleFor", () => {
  it("reaches a little beyond the largest ratio and beyond 1.25, with at most 8 round marks", () => {
    for (const largest of [0.05, 1, 1.3, 2.2, 7, 19, 140]) {
      const { max, ticks } = scaleFor(largest)
      expect(max).toBeGreaterThan(Math.max(1.2, largest))
      expect(ticks.length).toBeLessThanOrEqual(8)
      expect(ticks.length).toBeGreaterThanOrEqual(4)
      expect(ticks.every((tick) => String(tick).length <= 4)).toBe(true)
    }
  })
})
