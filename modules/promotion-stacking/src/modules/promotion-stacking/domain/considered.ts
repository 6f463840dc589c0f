import { candidateOf, isCandidate, type Candidate, type Left, type NotACandidate } from "./candidate"
import type { Rule } from "./rule"
import type { Work } from "./work"

/** The rules that are considered for a cart, each asked once, when somebody needs its answer. */
export class Considered {
  private readonly answers: (Candidate | NotACandidate | undefined)[] = []

  /** @param rules highest priority first */
  constructor(
    readonly rules: readonly Rule[],
    private readonly work: Work,
    private readonly left: Left,
  ) {}

  /** Null when the rule at this place is none. */
  candidateAt(at: number): Candidate | null {
    const answer = this.answerAt(at)
    return isCandidate(answer) ? answer : null
  }

  /** Highest priority first. */
  candidates(): readonly Candidate[] {
    return this.rules.flatMap((_, at) => this.candidateAt(at) ?? [])
  }

  /** Highest priority first. */
  refused(): readonly (readonly [Rule, NotACandidate])[] {
    return this.rules.flatMap((rule, at) => {
      const answer = this.answerAt(at)
      return isCandidate(answer) ? [] : [[rule, answer] as const]
    })
  }

  private answerAt(at: number): Candidate | NotACandidate {
    return (this.answers[at] ??= candidateOf(this.rules[at]!, this.work, this.left))
  }
}
