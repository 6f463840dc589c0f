/** One document of a text, and the line of the text in which it begins, from 1. */
export interface YamlDocument {
  readonly text: string
  readonly line: number
}

const MARKER = /^---(?=[ \t\r\n]|$)/gm
/** Belongs to the document after it, and is rare: such a text is one piece. */
const DIRECTIVE = /^%/m

/** The documents of a text, cut where YAML begins a new one: three dashes at the start of a line are nothing else. */
export function yamlDocuments(text: string): readonly YamlDocument[] {
  if (DIRECTIVE.test(text)) return [{ text, line: 1 }]
  const starts = [0, ...[...text.matchAll(MARKER)].map((match) => match.index)]
  const documents: YamlDocument[] = []
  let line = 1
  for (const [n, start] of starts.entries()) {
    const document = text.slice(start, starts[n + 1])
    if (document !== "") documents.push({ text: document, line })
    line += document.split("\n").length - 1
  }
  return documents
}
