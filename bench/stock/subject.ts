/** Whose reservation is measured. */
export type SubjectName = "holdfast" | "vanilla" | "one statement"

/** Everything is stocked here. As long as the host's own ids are. */
export const LOCATION = "sloc_01K0000000000000000000000"

/** Longer than any run. */
export const TTL_SECONDS = 900

/** Something that can reserve one unit of an item, once per id, durably. */
export interface Subject {
  /** @returns whether there was one */
  readonly reserve: (id: string, itemId: string, ttlSeconds?: number) => Promise<boolean>
  readonly close: () => Promise<void>
}
