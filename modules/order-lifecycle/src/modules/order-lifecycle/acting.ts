import { AsyncLocalStorage } from "node:async_hooks"
import type { MoveRefused } from "./domain/decide"
import type { Actor } from "./domain/lifecycle-log"

/** On whose behalf something runs, from the request or the job down to the workflow's steps. */
export interface Acting {
  /** Asked when it is needed: a request is authenticated after it has come in. */
  readonly actor: () => Actor | null
  /** The caller's id for what it does, which a repeat has again. */
  readonly eventId?: string | undefined
  /** The event that the id is of, where a workflow leads to several. */
  readonly event?: string
  /** The id is in the log: what else follows from the same act has one of its own. */
  named?: boolean
  /** Why the order did not accept it, for whoever answers the caller. */
  refusal: MoveRefused | null
}

const acting = new AsyncLocalStorage<Acting>()

/** Runs `work` on somebody's behalf: what it does to orders is logged as theirs. */
export const actAs = <T>(who: Acting, work: () => T): T => acting.run(who, work)

export const whoActs = (): Acting | undefined => acting.getStore()
