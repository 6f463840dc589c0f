import { describe, expect, it } from "@jest/globals"
import type { Entry } from "../domain/entry"
import { SHOP, spring, springYaml } from "./__fixtures__/shop"
import { readEntries, readManyEntries } from "./read-entries"

const asMapped: Entry = {
  id: "promo_2026_spring_15off",
  status: "active",
  priority: 100,
  lane: 0,
  base: "current",
  group: null,
  exclusive: false,
  stacksWith: ["free_shipping_over_50"],
  codes: [],
  campaign: null,
  condition: {
    kind: "all",
    of: [
      { kind: "cart", attribute: "customer_segment", anyOf: ["new", "returning"] },
      { kind: "cart", attribute: "market", anyOf: ["US", "CA"] },
      { kind: "cart", attribute: "channel", anyOf: ["web", "ios"] },
      { kind: "lines", selector: { category: ["hoodies", "tees"] }, minQuantity: 1 },
      { kind: "subtotal", atLeast: { "*": 5000n }, atMost: null },
      { kind: "window", startsAtMs: Date.UTC(2026, 2, 1, 5), endsAtMs: Date.UTC(2026, 2, 16, 4, 59, 59) },
    ],
  },
  lines: { category: ["hoodies", "tees"] },
  action: {
    type: "percent_off",
    ppm: 150_000,
    appliesTo: "matching_lines",
    caps: { perUnit: null, perLine: null, perOrder: null },
  },
  exclusions: { lines: [{ variant: ["sku_giftcard_*", "sku_clearance_*"] }], promotions: [] },
  limits: { uses: null, usesPerCustomer: null, usesPerCohort: [], budget: null },
}

const off = (id: string) => ({ id, action: { type: "percent_off", value: 10 } })

describe("the example of the issue", () => {
  it.each([
    ["YAML text", springYaml],
    ["JSON text", JSON.stringify(spring)],
    ["a value", spring],
    ["a list of 1", [spring]],
    ["a wrapped list of 1", { entries: [spring] }],
    ["a wrapped list of 1 as JSON text", JSON.stringify({ entries: [spring] })],
  ])("reads as it is written, from %s", (_, source) => {
    const read = readEntries(source, SHOP)
    expect(read).toMatchObject({ ok: true })
    if (!read.ok) return
    expect(read.value.entries).toEqual([{ entry: asMapped, source: spring }])
    expect(read.value.warnings).toMatchObject([
      { code: "entry_promotion_unknown", entry: "promo_2026_spring_15off", field: "stacks_with" },
    ])
  })

  it("warns of nothing when the promotion it stacks with exists or comes in the same file", () => {
    const known = readEntries(spring, { ...SHOP, promotions: new Set(["free_shipping_over_50"]) })
    const together = readEntries([spring, { id: "free_shipping_over_50", action: { type: "free_shipping" } }], SHOP)
    expect(known).toMatchObject({ ok: true, value: { warnings: [] } })
    expect(together).toMatchObject({ ok: true, value: { warnings: [] } })
  })
})

describe("a file", () => {
  it("reads 3 entries of 2 documents, and skips an empty one", () => {
    const text = `---\n- { id: a, action: { type: free_shipping } }\n- { id: b, action: { type: free_shipping } }\n---\n---\n${springYaml}`
    const read = readEntries(text, SHOP)
    expect(read.ok && read.value.entries.map(({ entry }) => entry.id)).toEqual(["a", "b", spring.id])
  })

  it("names the line of the file, not of the document, where the second of 2 documents is broken", () => {
    const read = readEntries(`---\nid: a\naction: { type: free_shipping }\n---\nid: b\naction: "x\n`, SHOP)
    expect(read).toMatchObject({ problems: [{ field: "line 7" }] })
  })

  it("refuses 600 KB in one document and says how to cut it, and reads them as 3 documents", () => {
    const third = (name: string) => Array.from({ length: 2_500 }, (_, n) => line(`${name}${n}`)).join("")
    const line = (id: string) =>
      `- { id: ${id}, priority: 1, action: { type: free_shipping }, stacks_with: [aaaaaaaaa] }\n`
    const parts = [third("a"), third("b"), third("c")]
    expect(readEntries(parts.join(""), SHOP)).toMatchObject({
      problems: [{ code: "entry_malformed", field: "line 1", nextStep: expect.stringContaining("three dashes") }],
    })
    const read = readEntries(parts.join("---\n"), SHOP)
    expect(read.ok && read.value.entries).toHaveLength(7_500)
  })

  it("lets others in between while 20 documents are read", async () => {
    const text = Array.from({ length: 20 }, (_, n) => `id: e${n}\naction: { type: free_shipping }\n`).join("---\n")
    let turns = 0
    let reading = true
    const others = () => {
      turns += 1
      if (reading) setImmediate(others)
    }
    setImmediate(others)
    const read = await readManyEntries(text, SHOP)
    reading = false
    expect(read).toEqual(readEntries(text, SHOP))
    expect(turns).toBeGreaterThanOrEqual(19)
  })

  it("takes a code for one of 2 active entries, and says whose it is", () => {
    const coded = (id: string, status: string) => ({ ...off(id), codes: ["TEN"], status })
    expect(readEntries([coded("a", "active"), coded("b", "active")], SHOP)).toMatchObject({
      problems: [
        {
          code: "entry_code_taken",
          entry: "b",
          field: "codes",
          message: "codes names TEN, which is for entry a already.",
        },
      ],
    })
    expect(readEntries([coded("a", "active"), coded("b", "stopped")], SHOP)).toMatchObject({ ok: true })
  })

  it("imports nothing when 1 entry of 3 is bad, and says which and where", () => {
    const read = readEntries([off("a"), { ...off("b"), priority: "high" }, off("c")], SHOP)
    expect(read).toEqual({
      ok: false,
      code: "entries_refused",
      message: '1 problem: b: priority is the text "high", not a whole number from -1000000 to 1000000.',
      nextStep: "Correct the entries and send them again; none was imported.",
      problems: [
        {
          code: "entry_malformed",
          entry: "b",
          field: "priority",
          message: 'priority is the text "high", not a whole number from -1000000 to 1000000.',
          nextStep: "Write a whole number without quotes.",
        },
      ],
    })
  })

  it("counts 500 problems and lists 200", () => {
    const read = readEntries(
      Array.from({ length: 500 }, (_, n) => ({ ...off(`p${n}`), lane: -1 })),
      SHOP,
    )
    expect(read).toMatchObject({ ok: false, message: expect.stringMatching(/^500 problems, the first in p0: lane /) })
    expect(!read.ok && read.problems).toHaveLength(200)
  })

  it("lists all 4 problems of 1 entry without an id by its index", () => {
    const read = readEntries([off("a"), { prioritty: 1, conditions: { marktes: ["US"] }, action: {} }], SHOP)
    expect(!read.ok && read.problems).toMatchObject([
      { entry: 1, field: "prioritty", message: expect.stringContaining("the nearest is priority") },
      { entry: 1, field: "conditions.marktes", message: expect.stringContaining("the nearest is markets") },
      { entry: 1, field: "id", code: "entry_malformed" },
      { entry: 1, field: "action", code: "entry_empty" },
    ])
  })

  it("takes one id once", () => {
    const read = readEntries([off("a"), off("b"), off("a")], SHOP)
    expect(!read.ok && read.problems).toMatchObject([
      { code: "entry_id_taken", entry: "a", field: "id", message: "id is taken: entry 3 has the id of entry 1." },
    ])
  })

  it.each([
    ["nothing", "", "entries"],
    ["an empty list", [], "entries"],
    ["a list in the wrong wrapper", { entries: "a" }, "entries"],
    ["a key beside the entries", { entries: [off("a")], version: 1 }, "version"],
    ["no object", [17], "entry"],
    ["a key that is written twice", "id: a\nid: b\n", "line 2"],
    ["a broken quotation", 'id: a\naction: "x\n', "line 3"],
    ["an anchor that was never set", "id: *nobody", "line 1"],
    ["a value inside itself", "&a { id: *a }", "line 1"],
    ["a key that is an object", "? { a: 1 }\n: b", "line 1"],
    ["a date of YAML 1.1", "%YAML 1.1\n---\nid: 2026-01-01", "line 3"],
    ["a list of 100 levels", "[".repeat(100) + "]".repeat(100) + " x", "line 1"],
    ["a list of 100,000 levels", "[".repeat(100_000), "line 1"],
    ["more than 50 MB", " ".repeat(50 * 1024 * 1024 + 1), "text"],
  ])("refuses %s", (_, source, field) => {
    const read = readEntries(source, SHOP)
    expect(read).toMatchObject({ ok: false, code: "entries_refused" })
    expect(!read.ok && read.problems[0]).toMatchObject({ code: "entry_malformed", entry: 0, field })
  })

  it("refuses 7 anchors of 10 that would write out 10,000,000 values", () => {
    const levels = Array.from({ length: 7 }, (_, n) => {
      const values = n === 0 ? Array<string>(10).fill("x") : Array<string>(10).fill(`*a${n - 1}`)
      return `a${n}: &a${n} [${values.join(", ")}]`
    })
    const read = readEntries(levels.join("\n"), SHOP)
    expect(!read.ok && read.problems[0]?.message).toContain("repeats more than 200000 values")
  })

  it("reads an anchor that 2 entries share", () => {
    const text = `
- { id: a, conditions: { time_window: &march { starts_at: 2026-03-01T00:00:00Z } }, action: &ten { type: percent_off, value: 10 } }
- { id: b, conditions: { time_window: *march }, action: *ten }`
    const read = readEntries(text, SHOP)
    expect(read.ok && read.value.entries.map(({ entry }) => entry.condition)).toEqual(
      Array(2).fill({ kind: "window", startsAtMs: Date.UTC(2026, 2, 1), endsAtMs: null }),
    )
  })

  it("asks once for a glob that 3 entries name", () => {
    let asked = 0
    const counting = { ...SHOP, matchesVariant: () => ++asked > 0 }
    const entries = ["a", "b", "c"].map((id) => ({ ...off(id), exclusions: { variants: ["gift_*"] } }))
    expect(readEntries(entries, counting).ok).toBe(true)
    expect(asked).toBe(1)
  })
})

describe("exclusions among 2 entries", () => {
  const circular = (...sources: unknown[]) => {
    const read = readEntries(sources, SHOP)
    return read.ok ? [] : read.problems.map(({ code, entry, field }) => [code, entry, field])
  }

  it("refuses an entry that excludes itself", () => {
    expect(circular({ ...off("a"), exclusions: { promotions: ["a"] } })).toEqual([
      ["entry_exclusion_circular", "a", "exclusions.promotions"],
    ])
  })

  it("refuses an entry that stacks with what it excludes", () => {
    expect(circular({ ...off("a"), stacks_with: ["b"], exclusions: { promotions: ["b"] } })).toEqual([
      ["entry_exclusion_circular", "a", "stacks_with"],
    ])
  })

  it("refuses 2 that stack with each other while 1 excludes the other", () => {
    const b = { ...off("b"), stacks_with: ["a"] }
    expect(circular({ ...off("a"), stacks_with: "any", exclusions: { promotions: ["b"] } }, b)).toEqual([
      ["entry_exclusion_circular", "a", "exclusions.promotions"],
    ])
    expect(circular({ ...off("a"), stacks_with: ["b"], exclusions: { promotions: ["b"] } }, b)).toHaveLength(1)
  })

  it("allows excluding one that stacks with any, and one that excludes back", () => {
    expect(circular({ ...off("a"), exclusions: { promotions: ["b"] } }, { ...off("b"), stacks_with: "any" })).toEqual(
      [],
    )
    const both = [
      { ...off("a"), exclusions: { promotions: ["b"] } },
      { ...off("b"), exclusions: { promotions: ["a"] } },
    ]
    expect(circular(...both)).toEqual([])
  })
})
