import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import Ajv, { type ErrorObject, type ValidateFunction } from "ajv"
import addFormats from "ajv-formats"

type Json = Record<string, unknown>

/** One operation as the provider's specification names it: its own path template, without the server's prefix. */
export interface SpecifiedOperation {
  readonly method: string
  readonly path: string
}

export interface SpecificationSource {
  /** Inside the folder of specifications, such as `stripe/spec3.json`. */
  readonly file: string
  /** Form bodies arrive as text, so numbers and booleans in them are read as what the specification says. */
  readonly coerce: boolean
  /** What is judged; everything else of the document is let go, which saves most of its memory. */
  readonly operations: readonly SpecifiedOperation[]
  /** Schemas judged by name beside those of the operations, such as a webhook's. */
  readonly schemas?: readonly string[]
  /** Where the document is stricter than the provider, it is made to fit before it is used. */
  readonly loosen?: (document: Json) => void
}

/** A request's or an answer's differences to the specification, as sentences. None: it fits. */
export type Violations = readonly string[]

export interface Specification {
  /** Coerces `query` and `body` in place where the source says so. */
  request(operation: SpecifiedOperation, request: { query: unknown; body: unknown }): Violations
  response(operation: SpecifiedOperation, status: number, body: unknown): Violations
  schema(name: string, value: unknown): Violations
}

const ROOT = path.resolve(__dirname, "..", "..")
const FOLDER = path.resolve(ROOT, "..", "shared", "specs")

/**
 * Opens a provider's own description of its API. It is not ours to publish, so it lies beside the repository and not in
 * it: a sandbox without it does not check, says so, and must not do so in CI.
 *
 * @returns null where the folder is not there
 */
export function openSpecification(source: SpecificationSource): Specification | null {
  const file = path.join(FOLDER, source.file)
  if (existsSync(file)) return new LazySpecification(file, source)
  if (process.env["CI"]) {
    throw new Error(`${source.file} is missing in the folder of provider specifications. Put it beside the clone.`)
  }
  return null
}

// Ajv compiles a schema when it is first asked for, so a sandbox is up before the first second is over.
class LazySpecification implements Specification {
  private document: Json | null = null
  private readonly engines = new Map<boolean, Ajv>()
  private readonly compiled = new Map<string, ValidateFunction | null>()

  constructor(
    private readonly file: string,
    private readonly source: SpecificationSource,
  ) {}

  request(
    { method, path: template }: SpecifiedOperation,
    { query, body }: { query: unknown; body: unknown },
  ): Violations {
    const operation = this.operation(method, template)
    const found: string[] = []
    const media = at(operation, "requestBody", "content")
    const type = Object.keys(media ?? {})[0]
    if (type && !isEmpty(body)) {
      const pointer = ["paths", template, method.toLowerCase(), "requestBody", "content", type, "schema"]
      found.push(...this.judge("body", this.source.coerce, pointer, body))
    } else if (at(operation, "requestBody")?.["required"] === true && isEmpty(body)) {
      found.push("body is missing")
    }
    const pointer = ["paths", template, method.toLowerCase(), "x-query"]
    if (at(operation, "x-query")) found.push(...this.judge("query", true, pointer, query))
    return found
  }

  response({ method, path: template }: SpecifiedOperation, status: number, body: unknown): Violations {
    const responses = at(this.operation(method, template), "responses") ?? {}
    const name = [String(status), `${String(status)[0]}XX`, "default"].find((candidate) => candidate in responses)
    if (!name) return [`the specification has no answer ${status} for ${method} ${template}`]
    const media = at(responses, name, "content")
    const type = Object.keys(media ?? {})[0]
    if (!type) return []
    const pointer = ["paths", template, method.toLowerCase(), "responses", name, "content", type, "schema"]
    return this.judge(`answer ${status}`, false, pointer, body)
  }

  schema(name: string, value: unknown): Violations {
    return this.judge(name, false, ["components", "schemas", name], value)
  }

  private operation(method: string, template: string): Json {
    const operation = at(this.open(), "paths", template, method.toLowerCase())
    if (!operation) throw new Error(`${this.source.file} was opened without ${method} ${template}.`)
    return operation
  }

  private open(): Json {
    if (this.document) return this.document
    const whole = JSON.parse(readFileSync(this.file, "utf8")) as Json
    this.source.loosen?.(whole)
    this.document = slice(whole, this.source)
    return this.document
  }

  private engine(coerce: boolean): Ajv {
    const known = this.engines.get(coerce)
    if (known) return known
    const engine = new Ajv({
      strict: false,
      allErrors: true,
      inlineRefs: false,
      logger: false,
      validateSchema: false,
      coerceTypes: coerce,
    })
    addFormats(engine)
    engine.addFormat("unix-time", true)
    engine.addSchema(this.open(), "spec")
    this.engines.set(coerce, engine)
    return engine
  }

  private judge(what: string, coerce: boolean, pointer: readonly string[], value: unknown): Violations {
    const ref = `spec#/${pointer.map(escaped).join("/")}`
    const key = `${coerce} ${ref}`
    let validate = this.compiled.get(key)
    if (validate === undefined) {
      validate = at(this.open(), ...pointer) ? this.engine(coerce).compile({ $ref: ref }) : null
      this.compiled.set(key, validate)
    }
    if (!validate || validate(value)) return []
    return [...new Set((validate.errors ?? []).map((error) => `${what}${sentence(error)}`))].slice(0, 8)
  }
}

const sentence = ({ instancePath, message, params }: ErrorObject): string => {
  const extra = "additionalProperty" in params ? ` (${String(params["additionalProperty"])})` : ""
  return `${instancePath} ${message ?? "does not fit"}${extra}`
}

const isEmpty = (body: unknown) => body === undefined || body === null || body === ""

/** A segment of a JSON pointer inside a URI is escaped twice. */
const escaped = (segment: string) => encodeURIComponent(segment.replaceAll("~", "~0").replaceAll("/", "~1"))

function at(json: unknown, ...names: readonly string[]): Json | undefined {
  const found = names.reduce<unknown>((node, name) => (isObject(node) ? node[name] : undefined), json)
  return isObject(found) ? found : undefined
}

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value)

/** The operations asked for and what they refer to, as JSON Schema instead of OpenAPI. */
function slice(whole: Json, { operations, schemas = [] }: SpecificationSource): Json {
  const paths: Record<string, Json> = {}
  const components: Record<string, Json> = {}
  const wanted: string[] = schemas.map((name) => `#/components/schemas/${name}`)
  for (const { method, path: template } of operations) {
    const name = method.toLowerCase()
    const operation = at(whole, "paths", template, name)
    if (!operation) throw new Error(`The specification has no ${method} ${template}.`)
    const query = querySchema(whole, operation)
    const kept = {
      requestBody: operation["requestBody"],
      responses: operation["responses"],
      ...(query && { "x-query": query }),
    }
    paths[template] = { ...paths[template], [name]: asSchema(kept, wanted) }
  }
  for (let ref = wanted.pop(); ref; ref = wanted.pop()) {
    const [, , kind, name] = ref.split("/").map((part) => decodeURIComponent(part).replaceAll("~1", "/"))
    if (!kind || !name || components[kind]?.[name] !== undefined) continue
    components[kind] = { ...components[kind], [name]: asSchema(at(whole, "components", kind, name), wanted) }
  }
  return { paths, components }
}

/** A query is judged as one object, so that a parameter nobody knows is found, too. */
function querySchema(whole: Json, operation: Json): Json | null {
  const parameters = (operation["parameters"] as Json[] | undefined) ?? []
  const known = parameters
    .map((one) => (typeof one["$ref"] === "string" ? at(whole, ...one["$ref"].slice(2).split("/")) : one))
    .filter((one): one is Json => one?.["in"] === "query")
  return {
    type: "object",
    properties: Object.fromEntries(known.map((one) => [one["name"], one["schema"]])),
    required: known.filter((one) => one["required"] === true).map((one) => one["name"]),
    additionalProperties: false,
  }
}

const PROSE = new Set(["description", "title", "example", "examples", "externalDocs", "x-expansionResources"])

// What OpenAPI 3.0 says otherwise than JSON Schema; recipe in the notes on providers.
function asSchema(node: unknown, refs: string[], namesAreData = false): unknown {
  if (Array.isArray(node)) return node.map((one) => asSchema(one, refs))
  if (!isObject(node)) return node
  const copy: Json = {}
  for (const [name, value] of Object.entries(node)) {
    if (!namesAreData && (PROSE.has(name) || (name === "discriminator" && isObject(value)))) continue
    if (!namesAreData && (name === "exclusiveMinimum" || name === "exclusiveMaximum") && typeof value === "boolean")
      continue
    if (!namesAreData && name === "$ref" && typeof value === "string") refs.push(value)
    copy[name] =
      name === "enum" && !namesAreData ? value : asSchema(value, refs, name === "properties" && !namesAreData)
  }
  return namesAreData ? copy : withNull(copy)
}

function withNull(schema: Json): Json {
  if (schema["nullable"] !== true) return schema
  const { nullable: _, ...rest } = schema
  if (typeof rest["$ref"] === "string") return { anyOf: [rest, { type: "null" }] }
  if (typeof rest["type"] === "string") {
    const values = Array.isArray(rest["enum"]) ? { enum: [...(rest["enum"] as unknown[]), null] } : {}
    return { ...rest, type: [rest["type"], "null"], ...values }
  }
  for (const choice of ["anyOf", "oneOf"] as const) {
    if (Array.isArray(rest[choice])) return { ...rest, [choice]: [...(rest[choice] as unknown[]), { type: "null" }] }
  }
  return rest
}
