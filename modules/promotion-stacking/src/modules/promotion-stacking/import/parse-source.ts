import type { Sliced } from "./slices"
import { SourceRefused } from "./source-refused"
import { yamlDocuments } from "./yaml-documents"
import { yamlValues } from "./yaml-values"

const LARGEST_TEXT = 50 * 1024 * 1024
/** About a thousand entries. A document is read in one go, a quarter of a second for one of this size. */
const LARGEST_DOCUMENT = 512 * 1024

/** The values in a text, JSON or YAML, one document of YAML after the other. @throws SourceRefused */
export function* parseSource(text: string): Sliced<readonly unknown[]> {
  // Bytes are at least characters, and at most three for each of them.
  const tooLarge =
    text.length > LARGEST_TEXT || (text.length * 3 > LARGEST_TEXT && Buffer.byteLength(text) > LARGEST_TEXT)
  if (tooLarge) throw new SourceRefused("text", "is larger than 50 MB", "Split it into several files.")
  if (/^\s*[[{]/.test(text)) {
    try {
      const value: unknown = JSON.parse(text)
      return [value]
    } catch {
      // YAML's flow style begins alike, and its reader names the line of what is wrong.
    }
  }
  const values: unknown[] = []
  for (const document of yamlDocuments(text)) {
    if (document.text.length > LARGEST_DOCUMENT) {
      throw new SourceRefused(
        `line ${document.line}`,
        "begins a document of more than 512 KB",
        "Put a line of three dashes after every few hundred entries, or send JSON.",
      )
    }
    try {
      values.push(...yamlValues(document))
    } catch (error) {
      if (error instanceof RangeError)
        throw new SourceRefused("text", "is nested too deep to be read", "Write it flatter.")
      throw error
    }
    yield
  }
  return values
}
