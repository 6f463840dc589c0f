import { done, refuse, type Outcome, type Refusal } from "./outcome"

export type NotCanonical = Refusal<
  "json_number_not_finite" | "json_value_unsupported" | "json_value_cyclic" | "json_value_too_deep"
>

/**
 * Writes a value as JSON in the one form that equal content has, by RFC 8785 (JSON Canonicalization Scheme): no spaces,
 * members sorted by UTF-16 code units, numbers and strings as ECMAScript writes them.
 *
 * Where a value is not JSON yet, it is written as its trip through JSON would leave it, so that content hashes the same
 * before and after a workflow step:
 * - a member that is `undefined` is left out;
 * - a `bigint` is its decimal string, as money travels: `1999n` and `"1999"` are the same content;
 * - `-0` is `0`; a surrogate without its partner is written `\udXXX`, so no two texts are confused.
 *
 * @returns the text, or a refusal whose message names the place (`$.lines[2].price`):
 * - `json_number_not_finite`: `NaN` or an infinity
 * - `json_value_unsupported`: `undefined` in an array or at the top, a function, a symbol, a `Date` (write it with
 *   `toISOString()`, so that the format is a decision), a `Map` or another class instance, `Money` included
 * - `json_value_cyclic`: an object inside itself
 * - `json_value_too_deep`: more than 200 levels
 *
 * @example
 * canonicalJson({ b: 1999n, a: [true, null], c: undefined }) // '{"a":[true,null],"b":"1999"}'
 */
export function canonicalJson(value: unknown): Outcome<string, NotCanonical> {
  const text = write(value, { path: [], ancestors: [] })
  return typeof text === "string" ? done(text) : text
}

// Deeper content would end in a stack overflow, and a client may send it: JSON.parse takes any depth.
const DEEPEST = 200

type Place = { readonly path: (string | number)[]; readonly ancestors: object[] }

function write(value: unknown, place: Place): string | NotCanonical {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value)
    case "boolean":
      return value ? "true" : "false"
    case "bigint":
      return `"${value}"`
    case "number":
      return Number.isFinite(value) ? String(value) : notFinite(value, place)
    case "object":
      return value === null ? "null" : writeObject(value, place)
    default:
      return unsupported(value === undefined ? "undefined" : `a ${typeof value}`, "Leave it out, or send null.", place)
  }
}

function writeObject(value: object, place: Place): string | NotCanonical {
  const { path, ancestors } = place
  if (ancestors.includes(value)) return cyclic(place)
  if (ancestors.length === DEEPEST) return tooDeep(place)

  const isArray = Array.isArray(value)
  if (!isArray && !isPlain(value)) return instance(value, place)

  ancestors.push(value)
  let text = ""
  for (const key of isArray ? value.keys() : Object.keys(value).sort()) {
    const member: unknown = (value as Record<string | number, unknown>)[key]
    if (member === undefined && !isArray) continue
    path.push(key)
    const written = write(member, place)
    if (typeof written !== "string") return written
    path.pop()
    if (text !== "") text += ","
    text += isArray ? written : `${JSON.stringify(key)}:${written}`
  }
  ancestors.pop()
  return isArray ? `[${text}]` : `{${text}}`
}

// Object literals, JSON.parse and Object.create(null), from whatever realm: a class adds a second prototype.
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

function notFinite(value: number, place: Place): NotCanonical {
  return refuse(
    "json_number_not_finite",
    `${where(place)} is ${value}, which JSON cannot carry.`,
    "Send a finite number.",
  )
}

function unsupported(what: string, nextStep: string, place: Place): NotCanonical {
  return refuse("json_value_unsupported", `${where(place)} is ${what}, which JSON cannot carry.`, nextStep)
}

function instance(value: object, place: Place): NotCanonical {
  if (Object.prototype.toString.call(value) === "[object Date]") {
    return unsupported("a Date", "Write it with toISOString() first.", place)
  }
  const name = (value as { constructor?: { name?: unknown } }).constructor?.name
  const what = typeof name === "string" && name !== "" ? `an instance of ${name}` : "a class instance"
  return unsupported(what, "Convert it to plain data first; money with moneyToJson.", place)
}

function cyclic(place: Place): NotCanonical {
  return refuse("json_value_cyclic", `${where(place)} contains itself.`, "Send the id of the object in its place.")
}

function tooDeep(place: Place): NotCanonical {
  const start = where({ ...place, path: place.path.slice(0, 3) })
  return refuse("json_value_too_deep", `${start} goes more than ${DEEPEST} levels deep.`, "Send flatter content.")
}

// Longer names, which a client may send, are cut: the place must be found, not repeated.
const NAME = /^[A-Za-z_$][\w$]{0,39}$/

function step(key: string | number): string {
  if (typeof key === "number") return `[${key}]`
  return NAME.test(key) ? `.${key}` : `[${JSON.stringify(key.slice(0, 40))}]`
}

function where({ path }: Place): string {
  return `$${path.map(step).join("")}`
}
