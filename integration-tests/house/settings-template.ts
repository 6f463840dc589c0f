/** One setting of `.env.template`: its explanation above it, its default and an example, and the line to take over. */
export interface TemplateSetting {
  readonly name: string
  /** What the line sets when its # is taken away; empty where the default is no single value. */
  readonly value: string
  readonly explanation: string
  readonly byDefault: string | undefined
  readonly example: string | undefined
  /** The command that makes a secret; secrets have no example that somebody might keep. */
  readonly makeOne: string | undefined
}

/**
 * Reads `.env.template`. Settings stand in comments, so that a copy of the file changes nothing until a line is taken
 * over; a blank line separates one from the next.
 */
export function templateSettings(text: string): TemplateSetting[] {
  return text.split(/\n\s*\n/).flatMap((block) => {
    const lines = block.trim().split("\n")
    const [, name, value = ""] = /^#?([A-Z][A-Z0-9_]*)=(.*)$/.exec(lines.at(-1) ?? "") ?? []
    if (name === undefined) return []
    const told = (what: string) =>
      lines.flatMap((line) => (line.startsWith(`# ${what}: `) ? [line.slice(what.length + 4)] : []))[0]
    const explanation = lines
      .slice(0, -1)
      .filter((line) => !/^# (Default|Example|Make one): /.test(line))
      .map((line) => line.replace(/^#+ ?/, ""))
      .join(" ")
    return [
      { name, value, explanation, byDefault: told("Default"), example: told("Example"), makeOne: told("Make one") },
    ]
  })
}

/** Lines that set something although nobody took a # away. */
export function activeLines(text: string): string[] {
  return text.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"))
}
