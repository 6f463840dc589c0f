import { ACTS, type Act, type AttemptState } from "./attempt"

/** How an act is taken back; null where it changes nothing, or is not taken back. */
const INVERSES: Readonly<Record<Act, string | null>> = {
  validate: null,
  price: "Uses of promotions with limits are given back.",
  shipping: null,
  fraud: null,
  reserve: "The units go back to the cart's hold.",
  authorize: "The authorization is voided, and captured money is refunded.",
  order: null,
  after: null,
}

export interface Inverse {
  readonly act: Act
  readonly inverse: string | null
  /** What undoing the attempt now would do about it. */
  readonly now: string
}

interface Journaled {
  readonly state: AttemptState
  readonly step: string
  readonly payment_session_id: string | null
  readonly uses_registered: boolean
}

/** What compensation would do at this moment, act by act, as far as the journal says it. */
export function inversesOf(attempt: Journaled): readonly Inverse[] {
  const ended = attempt.state !== "open" && attempt.state !== "stuck"
  const now: Readonly<Partial<Record<Act, string>>> = ended
    ? {}
    : {
        price: attempt.uses_registered ? "They are counted, and would be given back." : "None are counted.",
        reserve: "Whatever is reserved for its lines would be released.",
        authorize:
          attempt.step !== "authorize" || attempt.payment_session_id === null
            ? "The provider was not asked."
            : "The provider is asked first what became of the payment. If it went through, the order is finished instead.",
      }
  return ACTS.map((act) => ({
    act,
    inverse: INVERSES[act],
    now: now[act] ?? (ended ? "Nothing: the attempt has ended." : "Nothing."),
  }))
}
