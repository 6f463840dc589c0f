import type { EntryProblem, EntryProblemCode, Known } from "./known"

/** More are counted, but not listed: nobody reads them, and a broken file of 50 MB has a million. */
export const MOST_PROBLEMS = 200

/** Everything that is wrong with a file. */
export class Problems {
  readonly listed: EntryProblem[] = []
  count = 0

  get full(): boolean {
    return this.listed.length >= MOST_PROBLEMS
  }

  add(problem: EntryProblem): void {
    this.count += 1
    if (!this.full) this.listed.push(problem)
  }
}

/**
 * One entry being read. A reader that finds a problem reports it here, and answers something of the right shape so that
 * the rest is read too and all problems are found at once; an entry that `failed` is thrown away whole.
 */
export class Reading {
  failed = false
  /** Conditions read so far: what YAML's aliases multiply is bounded by their number. */
  conditions = 0

  constructor(
    readonly known: Known,
    readonly entry: string | number,
    private readonly problems: Problems,
  ) {}

  /** Whether one more problem would still be listed. */
  get listening(): boolean {
    return !this.problems.full
  }

  /** @param says follows the name of the field: `is before starts_at: …` */
  report(code: EntryProblemCode, field: string, says: string, nextStep: string): void {
    this.failed = true
    this.problems.add({ code, entry: this.entry, field, message: `${field} ${says}.`, nextStep })
  }
}
