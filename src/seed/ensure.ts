/** Ids by the name a person gave: handle, SKU, title, code. */
export type Ids = ReadonlyMap<string, string>

interface Wanted<T> {
  /** For messages: `sales channel`. */
  readonly what: string
  readonly wanted: readonly T[]
  readonly nameOf: (item: T) => string
  /** Ids of those that are there, by name. */
  readonly find: () => Promise<Ids>
  readonly create: (missing: readonly T[]) => Promise<unknown>
}

/**
 * Creates what is missing and leaves alone what is there, whoever made it. A run that was killed half way is completed by
 * the next one in the same way.
 */
export async function ensure<T>({
  what,
  wanted,
  nameOf,
  find,
  create,
}: Wanted<T>): Promise<{ ids: Ids; created: number }> {
  const found = await find()
  const missing = wanted.filter((item) => !found.has(nameOf(item)))
  if (missing.length === 0) return { ids: found, created: 0 }
  await create(missing)
  const ids = await find()
  for (const item of missing) idOf(ids, what, nameOf(item))
  return { ids, created: missing.length }
}

/** The id of something that the seed has made sure of before. */
export function idOf(ids: Ids, what: string, name: string): string {
  const id = ids.get(name)
  if (!id) {
    throw new Error(
      `The demo shop's ${what} "${name}" is not in the database although it was just seeded. Seed again; if it happens twice, somebody deletes it meanwhile.`,
    )
  }
  return id
}

/** Turns rows into ids by name; the first of a name wins. */
export function idsByName<Row extends { id: string }>(
  rows: readonly Row[],
  nameOf: (row: Row) => string | null | undefined,
): Ids {
  const ids = new Map<string, string>()
  for (const row of rows) {
    const name = nameOf(row)
    if (name && !ids.has(name)) ids.set(name, row.id)
  }
  return ids
}
