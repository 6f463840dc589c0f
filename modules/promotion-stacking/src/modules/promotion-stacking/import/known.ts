import type { LineAttribute } from "../domain/entry"
import { globMatcher } from "../domain/glob"

export type { LineAttribute }

/** Names that exist. A `ReadonlySet<string>` is one. With `values`, a message can tell the nearest name. */
export interface Names {
  has(name: string): boolean
  values?(): Iterable<string>
}

/** What exists in the shop, as far as entries may name it. */
export interface Known {
  /** Customer segments, for conditions and for limits per cohort. */
  readonly segments: Names
  /** Handles, names and ids of categories. */
  readonly categories: Names
  /** ISO 4217 codes in capitals; the kernel's table has to have them as well. */
  readonly currencies: Names
  /** Promotions that exist already. A reference to any other is a warning, since the order of imports does not matter. */
  readonly promotions?: Names
  /** Whether some variant's SKU fits the glob. Asked once for each glob of a read. */
  matchesVariant(glob: string): boolean
  /** Ids of what an entry calls by name. */
  idsOf(attribute: LineAttribute | "channel", name: string): readonly string[]
}

export type EntryProblemCode =
  | "entry_malformed"
  | "entry_id_taken"
  | "entry_code_taken"
  | "entry_percent_out_of_range"
  | "entry_window_ends_before_start"
  | "entry_time_without_zone"
  | "entry_zone_unknown"
  | "entry_currency_unknown"
  | "entry_segment_unknown"
  | "entry_category_unknown"
  | "entry_glob_matches_nothing"
  | "entry_exclusion_circular"
  | "entry_amount_invalid"
  | "entry_empty"
  /** Only ever a warning. */
  | "entry_promotion_unknown"

export interface EntryProblem {
  readonly code: EntryProblemCode
  /** The entry's id; where it has none that can be read, its index in the file, from 0. */
  readonly entry: string | number
  /** Such as `conditions.time_window.ends_at`; for text that cannot be parsed, `line 12`; `entry` for the whole entry. */
  readonly field: string
  readonly message: string
  readonly nextStep: string
}

const everything: Names = { has: () => true }

/** For entries that were found sound before: what they name may be gone by now, and they are read all the same. */
export const everythingKnown: Known = {
  segments: everything,
  categories: everything,
  currencies: everything,
  promotions: everything,
  matchesVariant: () => true,
  idsOf: () => [],
}

/** Whether one of the SKUs fits a pattern, as a cart's lines will be asked. */
export const someFits = (skus: readonly string[], glob: string): boolean => skus.some(globMatcher(glob))
