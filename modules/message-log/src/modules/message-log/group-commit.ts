interface Waiting<Item, Answer> {
  readonly item: Item
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

/** The second one is on its way while the first waits for the disk; a third would only make both smaller. */
const MOST_STATEMENTS = 2

/**
 * Collects what is to be written and writes it with few commits.
 *
 * A commit has to reach the disk, so one for each item would take about as many a second as the disk takes flushes. Nothing
 * is ever waited for: what comes alone is written at once, and what comes meanwhile goes with the next commit. An answer is
 * only given after its commit.
 */
export class GroupCommit<Item, Answer> {
  private readonly waiting: Waiting<Item, Answer>[] = []
  private underway = 0
  private scheduled = false

  /**
   * @param write writes all of them with one commit or none, and answers in their order; safe to repeat
   * @param shareOf how much of a statement an item fills: 1 is a whole one
   */
  constructor(
    private readonly write: (items: readonly Item[]) => Promise<readonly Answer[]>,
    private readonly shareOf: (item: Item) => number,
  ) {}

  add(item: Item): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject })
      this.schedule()
    })
  }

  /** After the current turn, so that calls made side by side go together from the first. */
  private schedule(): void {
    if (this.scheduled) return
    this.scheduled = true
    setImmediate(() => {
      this.scheduled = false
      while (this.waiting.length > 0 && this.underway < MOST_STATEMENTS) {
        this.underway += 1
        void this.flush(this.take()).finally(() => {
          this.underway -= 1
          if (this.waiting.length > 0) this.schedule()
        })
      }
    })
  }

  private take(): readonly Waiting<Item, Answer>[] {
    let [taken, filled] = [0, 0]
    for (const { item } of this.waiting) {
      filled += this.shareOf(item)
      if (taken > 0 && filled > 1) break
      taken += 1
    }
    return this.waiting.splice(0, taken)
  }

  private async flush(taken: readonly Waiting<Item, Answer>[]): Promise<void> {
    try {
      const answers = await this.write(taken.map(({ item }) => item))
      for (const [place, { resolve }] of taken.entries()) resolve(answers[place]!)
    } catch (error) {
      // One that cannot be written must not take the others down with it: each is tried again alone.
      if (taken.length === 1) taken[0]?.reject(error)
      else for (const one of taken) await this.flush([one])
    }
  }
}
