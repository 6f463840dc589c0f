/** As much of JSON Schema as the schemas here use. */
export interface EventSchema {
  readonly type?: string | readonly string[]
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, EventSchema>>
  readonly items?: EventSchema
  readonly [keyword: string]: unknown
}

/** For people; programs see no difference. */
const WORDS = new Set(["$schema", "$id", "$comment", "title", "description", "examples"])
/** Looked at by themselves. */
const STRUCTURE = new Set(["type", "required", "properties", "items"])

/**
 * What in a newer version of an event would break somebody, in words; nothing when it may take the older one's place.
 *
 * It has to hold in both directions: who was written for the older version reads newer events, and who knows the newer one
 * reads older events, which the outbox keeps for days and publishes again. So a field may come, as long as it may be
 * missing; nothing may go, change its type or be tightened. Whatever else is wanted is an event of another name.
 */
export function breakingChanges(older: EventSchema, newer: EventSchema, place = "data"): readonly string[] {
  const [had, has] = [older.properties ?? {}, newer.properties ?? {}]
  const [needed, needs] = [older.required ?? [], newer.required ?? []]
  const changed = [...new Set([...Object.keys(older), ...Object.keys(newer)])].filter(
    (word) => !WORDS.has(word) && !STRUCTURE.has(word) && JSON.stringify(older[word]) !== JSON.stringify(newer[word]),
  )
  return [
    ...(typesOf(older) === typesOf(newer) ? [] : [`${place} was ${typesOf(older)} and is ${typesOf(newer)}`]),
    ...changed.map((word) => `${place} has another "${word}"`),
    ...Object.keys(had).flatMap((name) => (name in has ? [] : [`${place}.${name} is gone`])),
    ...needed.flatMap((name) => (needs.includes(name) || !(name in has) ? [] : [`${place}.${name} may be missing`])),
    ...needs.flatMap((name) =>
      needed.includes(name) ? [] : [`${place}.${name} is required, and older events lack it`],
    ),
    ...Object.entries(had).flatMap(([name, was]) => {
      const is = has[name]
      return is ? breakingChanges(was, is, `${place}.${name}`) : []
    }),
    ...itemChanges(older.items, newer.items, place),
  ]
}

const itemChanges = (was: EventSchema | undefined, is: EventSchema | undefined, place: string) => {
  if (was && is) return breakingChanges(was, is, `${place}[]`)
  return was || is ? [`${place} has items of another kind`] : []
}

const typesOf = ({ type }: EventSchema) =>
  type === undefined ? "anything" : typeof type === "string" ? type : [...type].sort().join(" or ")
