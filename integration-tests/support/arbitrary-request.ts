import fc from "fast-check"
import type { StockRoute } from "./stock-routes"

/** A request that somebody might send: on purpose, by mistake, or through a program that went wrong. */
export interface ArbitraryRequest {
  readonly route: StockRoute
  /** For the places in the address. */
  readonly ids: readonly string[]
  /** As it stands behind the question mark. */
  readonly query: string
  readonly contentType: "application/json" | "application/x-www-form-urlencoded" | "text/plain"
  readonly body: string
}

/** What the shop has: the names below stand for its ids until they are known. */
const KNOWN = ["item", "here", "there", "cart", "receipt", "transfer", "channel", "variant"] as const
export type Known = Readonly<Record<(typeof KNOWN)[number] | "today" | "soon", string>>

const HOSTILE = [
  "",
  " ",
  "\0",
  "a\0b",
  "\ud83d\ude80",
  "' or 1=1; drop table atp_hold; --",
  "$1",
  "%",
  "\\",
  "*x",
  "__proto__",
  "constructor",
  "../../etc/passwd",
  "null",
  "undefined",
  "NaN",
  "Infinity",
  "-0",
  "1e999",
  "0x10",
  "9".repeat(30),
  "x".repeat(256),
  "x".repeat(1_000),
]
const text = fc.oneof(fc.string({ unit: "binary", maxLength: 40 }), fc.constantFrom(...HOSTILE))
const number = fc.oneof(
  fc.integer({ min: -3, max: 30 }),
  fc.double({ noNaN: true }),
  fc.constantFrom(0, -0, -1, 0.5, 0.001, 0.0001, 1e9, 1e9 + 1, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308),
)
const known = fc.constantFrom(...KNOWN.map((name) => `{${name}}`))
const day = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("{today}", "{soon}") },
  { weight: 1, arbitrary: fc.constantFrom("2027-02-30", "2031-01-01", "1969-12-31", "9999-12-31", "2028-2-1") },
)
const anything = fc.oneof(
  text,
  number,
  fc.boolean(),
  fc.constant(null),
  // Half of a pair: JSON can say it, UTF-8 cannot.
  fc.constant("\ud800"),
  fc.jsonValue({ maxDepth: 3 }),
  fc.array(fc.oneof(known, text), { maxLength: 4 }),
)

/** What the field is for; one time in twelve anything at all, so that most requests have one field wrong or none. */
const mostly = (sensible: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 11, arbitrary: sensible }, { weight: 1, arbitrary: anything })

const units = fc.integer({ min: 0, max: 5 })
const words = fc.constantFrom("PO 7", "by ship", "\ud83d\ude80")
const newId = fc.uuid()
/** A sheet of each kind, whose cells are what they should be five times of six. */
const csv = fc.oneof(
  text,
  ...Object.entries({
    "item_id,location_id,safety_stock": [fc.constant("{item}"), fc.constantFrom("{here}", "{there}"), units],
    "item_id,lead_time_days": [fc.constant("{item}"), units],
    "id,item_id,location_id,quantity,expected_day": [newId, fc.constant("{item}"), fc.constant("{here}"), units, day],
  }).map(([header, columns]) => {
    const cells = columns.map((cell: fc.Arbitrary<unknown>) =>
      fc.oneof({ weight: 5, arbitrary: cell }, { weight: 1, arbitrary: fc.oneof(text, number, known) }),
    )
    return fc
      .array(fc.tuple(...cells), { minLength: 1, maxLength: 3 })
      .map((lines) => [header, ...lines.map((line) => line.map(String).join(","))].join("\n"))
  }),
)

/** Every field that some route reads, with what it is for. */
const FIELDS = {
  id: fc.oneof(newId, known),
  key: fc.constantFrom("truck 1", "truck 2", "truck 3"),
  item_id: fc.constant("{item}"),
  location_id: fc.constantFrom("{here}", "{there}"),
  from_location_id: fc.constant("{here}"),
  to_location_id: fc.constant("{there}"),
  hold_id: fc.constant("{cart}"),
  variant_id: fc.constant("{variant}"),
  order_line_id: words,
  quantity: units,
  expected_day: day,
  reference: words,
  note: words,
  close: fc.boolean(),
  safety_stock: units,
  count: fc.record({ on_hand: mostly(units), accept_shortage: mostly(fc.boolean()), reason: mostly(words) }),
  seconds: fc.integer({ min: 1, max: 604_800 }),
  decimals: fc.integer({ min: 0, max: 3 }),
  lead_time_days: units,
  backorder_limit: units,
  preorder_cap: units,
  preorder_release_day: day,
  hold_at: fc.constantFrom("cart", "payment", "never"),
  guest_ttl_seconds: fc.constantFrom(60, 900),
  cap_seconds: fc.constantFrom(60, 7_200),
  strategy: fc.constantFrom("nearest", "priority", "lowest_cost"),
  priority: units,
  cost_per_unit_minor: units,
  kind: fc.constantFrom("safety_stock", "item_policies", "receipts"),
  csv,
  dry_run: fc.boolean(),
  q: text,
  state: fc.constantFrom("open", "requested", "active"),
  order: fc.constantFrom("sku", "-atp", "held"),
  limit: fc.integer({ min: 1, max: 200 }),
  offset: units,
  below_safety_stock: fc.boolean(),
  allow_backorder: fc.boolean(),
  at_risk: fc.boolean(),
  country: fc.constantFrom("us", "de"),
  postal_code: fc.constantFrom("10115", "98101"),
  sales_channel_id: fc.constant("{channel}"),
} as const
type Field = keyof typeof FIELDS

/** The fields that a route reads, by the end of its address; unknown ones are refused before any other is looked at. */
const READ: readonly (readonly [RegExp, readonly Field[]])[] = [
  [/^POST .*\/levels\//, ["safety_stock", "count"]],
  [/^POST .*\/extend$/, ["seconds"]],
  [/^POST .*\/receive$/, ["key", "quantity", "close"]],
  [/^POST .*\/receipts$/, ["id", "item_id", "location_id", "quantity", "expected_day", "reference", "note"]],
  [
    /^POST .*\/transfers$/,
    ["id", "item_id", "from_location_id", "to_location_id", "quantity", "expected_day", "reference", "note"],
  ],
  [/^POST .*\/receipts\/\[id\]$/, ["expected_day", "quantity", "note"]],
  [/^POST .*\/transfers\/\[id\]$/, ["expected_day", "note"]],
  [
    /^POST .*\/item-policies/,
    ["decimals", "lead_time_days", "backorder_limit", "preorder_cap", "preorder_release_day"],
  ],
  [/^POST .*\/channel-policies/, ["hold_at", "guest_ttl_seconds", "cap_seconds", "strategy"]],
  [/^POST .*\/location-policies/, ["priority", "cost_per_unit_minor"]],
  [/^POST .*\/import$/, ["kind", "csv", "dry_run"]],
  [/^GET .*\/levels$/, ["q", "item_id", "location_id", "below_safety_stock", "order", "limit", "offset"]],
  [/^GET .*\/explanation$/, ["quantity", "location_id", "allow_backorder"]],
  [/^GET .*\/export$/, ["kind"]],
  [/^GET .*\/promises$/, ["item_id", "order_line_id", "at_risk", "limit", "offset"]],
  [/^GET \/store/, ["variant_id", "quantity", "country", "postal_code", "sales_channel_id"]],
  [/^GET /, ["item_id", "location_id", "hold_id", "state", "limit", "offset"]],
]

function fieldsOf(route: StockRoute): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const name = `${route.method} ${route.path}`
  const read = READ.find(([pattern]) => pattern.test(name))?.[1] ?? []
  const sensible: Record<string, fc.Arbitrary<unknown>> = Object.fromEntries(
    read.map((field) => [field, mostly(FIELDS[field])]),
  )
  return fc.oneof(
    { weight: 4, arbitrary: fc.record(sensible) },
    { weight: 3, arbitrary: fc.record(sensible, { requiredKeys: [] }) },
    { weight: 1, arbitrary: fc.dictionary(fc.oneof(text, fc.constantFrom(...Object.keys(FIELDS))), anything) },
  )
}

const NOT_JSON = ["{", "[1,", '"text"', "null", "NaN", '{"quantity":NaN}', "[".repeat(3_000), "\0", "\u00ff\u00fe"]
const HUGE = `{"quantity":1e999,"csv":"${"x".repeat(90_000)}"}`
const NESTED = `${'{"count":'.repeat(500)}1${"}".repeat(500)}`
const POLLUTING = '{"__proto__":{"quantity":1},"constructor":{"prototype":{"on_hand":1}}}'

const bodyOf = (route: StockRoute) =>
  fc.oneof(
    { weight: 12, arbitrary: fieldsOf(route).map((fields) => JSON.stringify(fields)) },
    { weight: 1, arbitrary: anything.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: fc.constantFrom(...NOT_JSON, HUGE, NESTED, POLLUTING) },
  )

const ending = fc.oneof(
  { weight: 9, arbitrary: fc.constant("") },
  { weight: 1, arbitrary: fc.constantFrom("[]", "[0]", "[a][b]", "[") },
)

/** One field as a query writes it: plain, as a list, as an object, or not quite. */
const queryOf = (route: StockRoute) =>
  fc.tuple(fieldsOf(route), fc.array(ending, { maxLength: 8 })).map(([fields, endings]) =>
    Object.entries(fields)
      .flatMap(([field, value], at) => {
        const name = encodeURIComponent(wellFormed(field)) + (endings[at] ?? "")
        return (Array.isArray(value) ? value : [value]).map((one: unknown) => {
          const said = typeof one === "string" ? one : JSON.stringify(one)
          return `${name}=${encodeURIComponent(wellFormed(said.slice(0, 1_000)))}`
        })
      })
      .join("&")
      // Node itself turns away a longer address, without a word.
      .slice(0, 8_000),
  )

const wellFormed = (said: string) => said.replaceAll(/\p{Cs}/gu, "\ufffd")

/** Dots alone and nothing at all would be another address; `*` is everybody's policy, other suites' too. */
const id = fc.oneof(
  { weight: 3, arbitrary: known },
  { weight: 1, arbitrary: text.filter((said) => !["", ".", "..", "*"].includes(said)) },
)

/** Routes that change something, three times as often. */
const weighed = (routes: readonly StockRoute[]) =>
  routes.flatMap((route) => (route.method === "POST" ? [route, route, route] : [route]))

/** Requests to these routes, of which some are as they should be and most are not. */
export const arbitraryRequest = (routes: readonly StockRoute[]): fc.Arbitrary<ArbitraryRequest> =>
  fc.constantFrom(...weighed(routes)).chain((route) =>
    fc.record({
      route: fc.constant(route),
      ids: fc.tuple(
        fc.oneof({ weight: ends(route) ? 0 : 8, arbitrary: ownId(route) }, { weight: 2, arbitrary: id }),
        fc.oneof({ weight: 5, arbitrary: fc.constantFrom("{here}", "{there}") }, { weight: 1, arbitrary: id }),
      ),
      query: route.method === "GET" ? queryOf(route) : fc.constant(""),
      contentType: fc.oneof(
        { weight: 8, arbitrary: fc.constant("application/json" as const) },
        { weight: 1, arbitrary: fc.constantFrom("application/x-www-form-urlencoded" as const, "text/plain" as const) },
      ),
      body: route.method === "POST" ? bodyOf(route) : fc.constant(""),
    }),
  )

/** What is ended takes no further part in the story. */
const ends = ({ method, path }: StockRoute) => method === "DELETE" || path.endsWith("/cancel")

/** The id that stands in the route's first place, when somebody means it. */
function ownId(route: StockRoute): fc.Arbitrary<string> {
  const wanted = {
    "[id]": route.path.includes("/transfers/") ? "{transfer}" : "{receipt}",
    "[item_id]": "{item}",
    "[hold_id]": "{cart}",
    "[sales_channel_id]": "{channel}",
    "[location_id]": "{here}",
  }[/\[\w+\]/.exec(route.path)?.[0] ?? ""]
  return fc.constant(wanted ?? "{item}")
}
