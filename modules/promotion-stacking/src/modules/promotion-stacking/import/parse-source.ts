import { SourceRefused } from "./source-refused"
import { yamlValues } from "./yaml-values"

const LARGEST_TEXT = 50 * 1024 * 1024

/** The values in a text, JSON or YAML. @throws SourceRefused */
export function parseSource(text: string): readonly unknown[] {
  // Bytes are at least characters, and at most three for each of them.
  const tooLarge =
    text.length > LARGEST_TEXT || (text.length * 3 > LARGEST_TEXT && Buffer.byteLength(text) > LARGEST_TEXT)
  if (tooLarge) throw new SourceRefused("text", "is larger than 50 MB", "Split it into several files.")
  if (/^\s*[[{]/.test(text)) {
    try {
      return [JSON.parse(text)]
    } catch {
      // YAML's flow style begins alike, and its reader names the line of what is wrong.
    }
  }
  try {
    return yamlValues(text)
  } catch (error) {
    if (error instanceof RangeError)
      throw new SourceRefused("text", "is nested too deep to be read", "Write it flatter.")
    throw error
  }
}
