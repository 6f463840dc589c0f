import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { canonicalHash, expectDone } from "@holdfast/kernel"
import { describe, expect, it } from "@jest/globals"
import Ajv2020 from "ajv/dist/2020"
import addFormats from "ajv-formats"
import { breakingChanges, type EventSchema } from "./breaking-changes"

const ROOT = path.join(__dirname, "..", "..", "..", "..", "..", "..")
const read = (file: string): unknown => JSON.parse(readFileSync(path.join(__dirname, file), "utf8"))

interface Version {
  readonly event: string
  readonly version: number
  readonly file: string
  readonly schema: EventSchema
}

const versions: readonly Version[] = readdirSync(__dirname)
  .flatMap((file) => {
    const [, event, version] = /^(.+)\.v(\d+)\.json$/.exec(file) ?? []
    return event && version ? [{ event, version: Number(version), file, schema: read(file) as EventSchema }] : []
  })
  .sort((a, b) => a.event.localeCompare(b.event) || a.version - b.version)

/** Once published, a version stays as it is: what it was is written down here, and a change of it is seen in a review. */
const published = read("published.json") as Readonly<Record<string, string>>
const samples = read("samples.json") as Readonly<Record<string, readonly object[]>>
const events = [...new Set(versions.map(({ event }) => event))]

/** Whatever appends to the outbox, and what. A file that does and is not here is missed below. */
const PUBLISHERS: Readonly<Record<string, readonly string[]>> = {
  "modules/atp/src/modules/atp/nightly-stock-check.ts": ["inventory.discrepancy_found"],
  "modules/atp/src/modules/atp/promise-keeper.ts": ["inventory.promise_at_risk", "inventory.promise_redated"],
  "modules/atp/src/modules/atp/store/announce-stock.ts": ["inventory.stock_moved"],
  "modules/checkout/src/modules/checkout/store/write-order.ts": ["order.placed", "reservation-item.created"],
  "modules/order-lifecycle/src/modules/order-lifecycle/store/append-transitions.ts": ["order.state_changed"],
}

const validator = () => addFormats(new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }))

describe("the schemas of events", () => {
  it("stand for each of the 7 events that our modules append, and for no other", () => {
    expect(events).toEqual([...new Set(Object.values(PUBLISHERS).flat())].sort())
  })

  it("miss no file that appends to the outbox", () => {
    const appending = ["modules", "plugins"].flatMap((folder) =>
      readdirSync(path.join(ROOT, folder)).flatMap((name) => {
        const source = path.join(ROOT, folder, name, "src")
        return filesOf(source)
          .filter((file) => /\b(appendToOutbox|outboxInsert)\(/.test(readFileSync(path.join(source, file), "utf8")))
          .map((file) => [folder, name, "src", file].join("/"))
      }),
    )
    const unknown = appending.filter((file) => !(file in PUBLISHERS) && !file.startsWith("modules/kernel/"))
    expect(unknown).toEqual([])
    expect(appending.length).toBeGreaterThanOrEqual(4)
  })

  it.each(versions)("$file is a strict JSON Schema of 2020-12 that lets new fields come", ({ file, schema }) => {
    expect(schema["$id"]).toBe(file.replace(/\.json$/, ""))
    validator().compile(schema)
    expect(JSON.stringify(schema)).not.toContain("additionalProperties")
  })

  it.each(events)("%s has samples from a real shop, and its newest version accepts all of them", (event) => {
    const newest = versions.filter((one) => one.event === event).at(-1)
    const accepts = validator().compile(newest?.schema ?? false)
    expect(samples[event]?.length ?? 0).toBeGreaterThan(0)
    for (const sample of samples[event] ?? []) {
      accepts(sample)
      expect(accepts.errors ?? []).toEqual([])
    }
  })

  it.each(events)("%s is refused without any 1 of its required fields", (event) => {
    const newest = versions.filter((one) => one.event === event).at(-1)
    const accepts = validator().compile(newest?.schema ?? false)
    for (const field of newest?.schema.required ?? []) {
      const { [field]: _, ...rest } = samples[event]?.[0] as Record<string, unknown>
      expect(accepts(rest)).toBe(false)
    }
  })

  it("are numbered 1, 2, 3 and so on", () => {
    for (const event of events) {
      const own = versions.filter((one) => one.event === event).map(({ version }) => version)
      expect(own).toEqual(own.map((_, place) => place + 1))
    }
  })

  it("are, word for word, what was published under their number", () => {
    const now = Object.fromEntries(versions.map(({ file, schema }) => [file, expectDone(canonicalHash(schema))]))
    expect(now).toEqual(published)
  })

  it("break nobody from one version to the next", () => {
    for (const [place, { event, schema }] of versions.entries()) {
      const before = versions[place - 1]
      if (before?.event === event) expect(breakingChanges(before.schema, schema)).toEqual([])
    }
  })
})

describe("breakingChanges", () => {
  const older: EventSchema = {
    type: "object",
    required: ["id", "lines"],
    properties: {
      id: { type: "string" },
      note: { type: ["string", "null"] },
      lines: { type: "array", items: { type: "object", required: ["n"], properties: { n: { type: "number" } } } },
    },
  }
  const properties = older.properties as Record<string, EventSchema>
  const lines = (items: EventSchema) => ({ ...older, properties: { ...properties, lines: { type: "array", items } } })

  it("lets 1 field come that may be missing, and words change", () => {
    const newer = { ...older, title: "another", properties: { ...properties, extra: { type: "object" } } }
    expect(breakingChanges(older, newer)).toEqual([])
  })

  it.each<[string, EventSchema]>([
    ["data.note is gone", { ...older, properties: { id: properties["id"]!, lines: properties["lines"]! } }],
    ["data.id may be missing", { ...older, required: ["lines"] }],
    ["data.note is required, and older events lack it", { ...older, required: ["id", "lines", "note"] }],
    [
      "data.note was null or string and is string",
      { ...older, properties: { ...properties, note: { type: "string" } } },
    ],
    ["data.id was string and is number", { ...older, properties: { ...properties, id: { type: "number" } } }],
    [
      'data.id has another "minLength"',
      { ...older, properties: { ...properties, id: { type: "string", minLength: 3 } } },
    ],
    ['data has another "additionalProperties"', { ...older, additionalProperties: false }],
    [
      "data.lines[].n was number and is integer",
      lines({ ...properties["lines"]!.items, properties: { n: { type: "integer" } } }),
    ],
    ["data.lines[].n is gone", lines({ type: "object", required: [], properties: {} })],
    ["data.lines has items of another kind", { ...older, properties: { ...properties, lines: { type: "array" } } }],
  ])("says of 1 incompatible version: %s", (said, newer) => {
    expect(breakingChanges(older, newer)).toEqual([said])
  })
})

const filesOf = (folder: string) => {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
      (file) => file.endsWith(".ts") && !file.endsWith(".spec.ts"),
    )
  } catch {
    return []
  }
}
