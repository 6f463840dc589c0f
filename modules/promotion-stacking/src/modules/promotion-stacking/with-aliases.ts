import type { Action, Condition, Entry, LineAttribute, LineSelector } from "./domain/entry"

/** Ids by what an entry calls them, for each kind of thing: `category tees` → its id. */
export type Aliases = Readonly<Record<string, readonly string[]>>

export const aliasKey = (attribute: LineAttribute | "channel", name: string) => `${attribute} ${name}`

/** The ids of everything that an entry calls by name. */
export function aliasesOf(
  entry: Entry,
  idsOf: (attribute: LineAttribute | "channel", name: string) => readonly string[],
): Aliases {
  const found: Record<string, readonly string[]> = {}
  const look = (attribute: LineAttribute | "channel", names: readonly string[]) => {
    for (const name of names) {
      const ids = idsOf(attribute, name).filter((id) => id !== name)
      if (ids.length > 0) found[aliasKey(attribute, name)] = ids
    }
  }
  const selector = (given: LineSelector | null) => {
    for (const [attribute, names] of Object.entries(given ?? {})) look(attribute as LineAttribute, names)
  }
  const condition = (given: Condition): void => {
    if (given.kind === "lines") selector(given.selector)
    else if (given.kind === "cart" && given.attribute === "channel") look("channel", given.anyOf)
    else if (given.kind === "all" || given.kind === "any") given.of.forEach(condition)
    else if (given.kind === "not") condition(given.of)
  }
  condition(entry.condition)
  selector(entry.lines)
  entry.exclusions.lines.forEach(selector)
  if (entry.action.type === "buy_x_get_y") [entry.action.buy, entry.action.get].forEach(selector)
  if (entry.action.type === "bundle_price") entry.action.parts.forEach((part) => selector(part.selector))
  return found
}

/** The entry with every name beside the ids it stands for: carts know categories by id alone. */
export function withAliases(entry: Entry, aliases: Aliases): Entry {
  if (Object.keys(aliases).length === 0) return entry
  const widen = (attribute: LineAttribute | "channel", values: readonly string[]) => [
    ...new Set(values.flatMap((value) => [value, ...(aliases[aliasKey(attribute, value)] ?? [])])),
  ]
  const selector = (given: LineSelector): LineSelector =>
    Object.fromEntries(
      Object.entries(given).map(([attribute, values]) => [attribute, widen(attribute as LineAttribute, values)]),
    )
  const optional = (given: LineSelector | null) => given && selector(given)
  const condition = (given: Condition): Condition => {
    if (given.kind === "lines") return { ...given, selector: selector(given.selector) }
    if (given.kind === "cart" && given.attribute === "channel")
      return { ...given, anyOf: widen("channel", given.anyOf) }
    if (given.kind === "all" || given.kind === "any") return { ...given, of: given.of.map(condition) }
    if (given.kind === "not") return { ...given, of: condition(given.of) }
    return given
  }
  const action = (given: Action): Action => {
    if (given.type === "buy_x_get_y") return { ...given, buy: optional(given.buy), get: optional(given.get) }
    if (given.type === "bundle_price") {
      return { ...given, parts: given.parts.map((part) => ({ ...part, selector: selector(part.selector) })) }
    }
    return given
  }
  return {
    ...entry,
    condition: condition(entry.condition),
    lines: optional(entry.lines),
    action: action(entry.action),
    exclusions: { ...entry.exclusions, lines: entry.exclusions.lines.map(selector) },
  }
}
