const SPECIAL = /[.+^${}()|[\]\\]/g

/** Whether a text has signs that stand for others. */
export const isGlob = (text: string): boolean => text.includes("*") || text.includes("?")

/** `*` stands for any characters, `?` for one, everything else for itself. */
export function globMatcher(glob: string): (text: string) => boolean {
  if (!isGlob(glob)) return (text) => text === glob
  // Runs of stars are one star: many of them would make the expression try every way to share the text out.
  const source = glob.replace(/\*+/g, "*").replace(SPECIAL, "\\$&").replaceAll("*", ".*").replaceAll("?", ".")
  const expression = new RegExp(`^${source}$`, "su")
  return (text) => expression.test(text)
}
