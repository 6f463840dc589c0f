import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"
import { SHOP, spring } from "./__fixtures__/shop"
import { entriesToYaml } from "./entry-to-yaml"
import { atOnce } from "./slices"
import { readEntries } from "./read-entries"

/** Read, or refused with problems that each name an entry and a field. */
function expectAnswer(source: unknown): void {
  const read = readEntries(source, SHOP)
  if (read.ok) return
  expect(read.message.length).toBeGreaterThan(10)
  expect(read.problems.length).toBeGreaterThan(0)
  for (const { entry, field, message, nextStep } of read.problems) {
    expect(typeof entry === "number" || entry.length > 0).toBe(true)
    expect([field, message, nextStep].every((text) => text.length > 0)).toBe(true)
  }
}

/** Where a value is in the example, as keys from the top. */
function placesIn(value: unknown): string[][] {
  if (typeof value !== "object" || value === null) return [[]]
  return [[], ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner).map((place) => [key, ...place]))]
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by
  const inner = (value as Readonly<Record<string, unknown>>)[key]
  const changed = Object.assign(Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) })
  changed[key] = replaced(inner, rest, by)
  return changed
}

describe("any source", () => {
  it("answers 2,000 JSON values, as values and as text", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expectAnswer(value)
        expectAnswer(JSON.stringify(value))
      }),
      { numRuns: 2_000 },
    )
  })

  it("answers 5,000 entries that have something else in 1 place", () => {
    const place = fc.constantFrom(...placesIn(spring))
    const other = fc.oneof(fc.jsonValue(), fc.constantFrom(null, "", [], {}, -1, 1e308, "any", { USD: "1" }))
    fc.assert(
      fc.property(place, other, (at, value) => {
        expectAnswer(replaced(spring, at, value))
      }),
      { numRuns: 5_000 },
    )
  })

  it("answers 2,000 texts, YAML or not", () => {
    const sign = fc.constantFrom(
      "id",
      ": ",
      "- ",
      "\n",
      "  ",
      "&a ",
      "*a",
      "{",
      "}",
      "[",
      "]",
      '"',
      "'",
      "|",
      ">",
      "!!set",
      "? ",
      "---\n",
      "#",
      "%YAML 1.1\n",
      "<<",
    )
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(sign, { maxLength: 40 }).map((signs) => signs.join("")),
    )
    fc.assert(fc.property(text, expectAnswer), { numRuns: 2_000 })
  })

  it("reads 200 exports as the entries that were exported, whatever their order", () => {
    const entry = fc.record({
      id: fc.stringMatching(/^[A-Za-z0-9_.-]{1,100}$/),
      priority: fc.integer({ min: -1000, max: 1000 }),
      group: fc.constantFrom("yes", "1e3", "null", "# a", "'", "2026-01-01", "- a: b", "*x"),
      action: fc.constantFrom(
        { type: "percent_off", value: 12.5 },
        { type: "fixed_off", value: { USD: "5.00", JPY: 700 } },
      ),
      conditions: fc.constantFrom({}, spring.conditions),
    })
    fc.assert(
      fc.property(fc.uniqueArray(entry, { selector: ({ id }) => id, minLength: 1, maxLength: 5 }), (sources) => {
        const text = atOnce(entriesToYaml(sources))
        const read = readEntries(text, SHOP)
        const sorted = [...sources].sort((a, b) => (a.id < b.id ? -1 : 1))
        expect(read.ok && read.value.entries.map(({ source }) => source)).toEqual(sorted)
        expect(atOnce(entriesToYaml([...sources].reverse()))).toBe(text)
      }),
      { numRuns: 200 },
    )
  })
})
