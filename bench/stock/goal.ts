/** A figure with what it has to reach. */
export interface Goal {
  readonly what: string
  readonly measured: number
  readonly bar: number
  readonly better: "more" | "less"
  readonly unit: "times" | "ms" | "s" | ""
  /** Beyond the bar, where we mean to get to. */
  readonly aim?: number
}

export type Verdict = "aim met" | "met" | "missed"

export function judgeGoal({ measured, bar, better, aim }: Goal): Verdict {
  const reaches = (value: number) => (better === "more" ? measured >= value : measured <= value)
  if (!reaches(bar)) return "missed"
  return aim !== undefined && reaches(aim) ? "aim met" : "met"
}
