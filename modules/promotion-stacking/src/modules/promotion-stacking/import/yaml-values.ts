import { isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type ParsedNode } from "yaml"
import { shown } from "./read-fields"
import { SourceRefused } from "./source-refused"
import type { YamlDocument } from "./yaml-documents"

const DEEPEST = 64
/** What aliases may repeat in all. Ten lines of them can write out more than any memory holds. */
const MOST_REPEATED = 200_000

type Anchored = { readonly value: unknown; readonly size: number }

/** A YAML text as plain values, one for each document in it. @throws SourceRefused */
export function yamlValues({ text, line: firstLine }: YamlDocument): unknown[] {
  const lines = new Lines(firstLine)
  // The parser compares each key of a map with all before it, which a large map turns into minutes; done below instead.
  const documents = parseAllDocuments(text, { uniqueKeys: false, lineCounter: lines.counter, logLevel: "silent" })
  const values: unknown[] = []
  for (const document of documents) {
    const [error] = document.errors
    if (error) {
      // The parser says so of thousands of brackets.
      const tooDeep = error.message.includes("call stack")
      const [says = ""] = tooDeep ? ["it is nested too deep"] : error.message.split(/ at line \d+|\n/)
      throw new SourceRefused(lines.at(error.pos[0]), `cannot be read as YAML: ${says}`, "Correct the text there.")
    }
    // Nothing between two markers, or after the last of them.
    if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) continue
    values.push(new Plain(lines).value(document.contents))
  }
  return values
}

/** Lines of the whole text, of which this may be a later part. */
class Lines {
  readonly counter = new LineCounter()

  constructor(private readonly first: number) {}

  at(offset: number): string {
    return `line ${this.first - 1 + this.counter.linePos(offset).line}`
  }
}

/** One document. Anchors live in it alone. */
class Plain {
  private readonly anchors = new Map<string, Anchored>()
  private size = 0
  private repeated = 0

  constructor(private readonly lines: Lines) {}

  value(node: ParsedNode | null, depth = 0): unknown {
    if (node === null) return null
    if (depth > DEEPEST) this.refuse(node, `is nested deeper than ${DEEPEST} levels`, "Write it flatter.")
    if (isAlias(node)) return this.repeat(node)
    const before = this.size
    this.size += 1
    const value = this.content(node, depth)
    // Known only from here on, so that nothing can contain itself.
    if (node.anchor !== undefined) this.anchors.set(node.anchor, { value, size: this.size - before })
    return value
  }

  private content(node: ParsedNode, depth: number): unknown {
    if (isSeq(node)) return node.items.map((item) => this.value(item, depth + 1))
    if (isMap(node)) {
      const seen = new Set<string>()
      return Object.fromEntries(
        node.items.map(({ key, value }) => {
          const name = this.key(key)
          if (seen.has(name)) this.refuse(key, `names the key ${shown(name)} a second time`, "Keep one of them.")
          seen.add(name)
          return [name, this.value(value, depth + 1)]
        }),
      )
    }
    const value: unknown = isScalar(node) ? node.value : undefined
    if (value === null || ["string", "number", "boolean"].includes(typeof value)) return value
    return this.refuse(node, "is neither a text, a number, true, false, a list nor an object", "Put it in quotes.")
  }

  private key(node: ParsedNode | null): string {
    if (isScalar(node)) return String(node.value)
    return this.refuse(node, "has a key that is not a text", "Write keys as plain words.")
  }

  private repeat(node: ParsedNode & { readonly source: string }): unknown {
    const anchored = this.anchors.get(node.source)
    if (!anchored)
      return this.refuse(
        node,
        `names the anchor ${shown(node.source)}, which no finished value above has`,
        "Correct it.",
      )
    this.size += anchored.size
    this.repeated += anchored.size
    if (this.repeated > MOST_REPEATED) {
      this.refuse(node, `repeats more than ${MOST_REPEATED} values by aliases`, "Write the values out.")
    }
    return anchored.value
  }

  private refuse(node: ParsedNode | null, says: string, nextStep: string): never {
    throw new SourceRefused(node ? this.lines.at(node.range[0]) : "text", says, nextStep)
  }
}
