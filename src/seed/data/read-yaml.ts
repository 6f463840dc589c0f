import type { z } from "@medusajs/framework/zod"
import { type Document, isNode, LineCounter, parseDocument } from "yaml"
import { DataFileError } from "./data-file-error"
import { readText } from "./read-text"

export interface YamlFile<T> {
  readonly value: T
  /** Where a key stands, for messages: `regions.yaml:12`. */
  readonly where: (path: readonly PropertyKey[]) => string
}

/**
 * Reads one YAML file as its schema says.
 *
 * @throws DataFileError that names each mistake as `file:line key message`
 */
export function readYaml<S extends z.ZodType>(dataDir: string, file: string, schema: S): YamlFile<z.output<S>> {
  const lines = new LineCounter()
  const document = parseDocument(readText(dataDir, file), { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) {
    throw new DataFileError(
      document.errors.map((error) => `${file}:${lines.linePos(error.pos[0]).line} is not valid YAML: ${error.message}`),
    )
  }
  const where = (path: readonly PropertyKey[]) => `${file}:${lines.linePos(offsetOf(document, path)).line}`
  const parsed = schema.safeParse(document.toJS())
  if (parsed.success) return { value: parsed.data, where }
  throw new DataFileError(
    parsed.error.issues.map((issue) =>
      `${where(issue.path)} ${keyText(issue.path)}: ${issue.message}`.replace(" :", ":"),
    ),
  )
}

/** The nearest node that exists: a missing key is reported at the line of what should hold it. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true)
    if (isNode(node) && node.range) return node.range[0]
  }
  return 0
}

/** `[3].package.length` for a path, nothing for the file itself. */
function keyText(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "")
}
