import type { Answer } from "./ledger"
import type { Act } from "./scenario"

export interface Call {
  readonly key: string
  readonly act: Act
  readonly asked: string
  answer: Answer | null
  tries: number
}

/** Calls by the key they came with: a repeat is answered with the first answer. */
export class CallLog {
  private readonly calls = new Map<string, Call>()

  /** The call with this key, now tried once more; null when it was another call's key. */
  begin(key: string, act: Act, asked: string): Call | null {
    const known = this.calls.get(key)
    if (known && (known.act !== act || known.asked !== asked)) return null
    const call = known ?? { key, act, asked, answer: null, tries: 0 }
    call.tries += 1
    this.calls.set(key, call)
    return call
  }

  find(key: string): Call | undefined {
    return this.calls.get(key)
  }

  all(): readonly Call[] {
    return [...this.calls.values()]
  }
}
