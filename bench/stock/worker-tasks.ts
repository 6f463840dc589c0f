import { performance } from "node:perf_hooks"
import { arrivalSchedule } from "../harness/arrival-schedule"
import { runTimedLoop } from "../harness/closed-loop"
import { runOpenLoop } from "../harness/open-loop"
import { type Latency, summarizeLatency } from "../harness/percentile"
import { seededRandom } from "../harness/seeded-random"
import type { AtpService } from "./atp-service"
import { reservationOf, stockItems } from "./inventory-subjects"
import type { Subject } from "./subject"

/** Each request is for one of these, at random when there are several. */
interface Load {
  readonly itemIds: readonly string[]
  readonly seconds: number
  /** Both sides of a pair meet the same arrivals. */
  readonly seed: number
}

export interface LoopFigures {
  readonly perSecond: number
  readonly seconds: number
  /** Answered "yes", after a commit. */
  readonly placed: number
  readonly refused: number
  readonly latency: Latency
  /** Answers in each whole second, to see whether the rate stands. */
  readonly bySecond: readonly number[]
}

export interface ArrivalFigures {
  readonly placed: number
  readonly arrived: number
  /** Dropped, failed or not answered in time. */
  readonly lost: number
  readonly latency: Latency
}

export interface AttemptFigures {
  /** Kept by their buyers. */
  readonly sold: number
  /** Given back, and left to lapse. */
  readonly canceled: number
  readonly abandoned: number
  readonly refused: number
}

/** What a process of the bench can be asked to do; every input and output can be sent to another process. */
export interface WorkerTasks {
  /** Answers when everything is loaded. */
  ready(input: object): Promise<void>
  stockItems(input: { readonly count: number; readonly onHand: number }): Promise<readonly string[]>
  closedLoop(input: Load & { readonly callers: number }): Promise<LoopFigures>
  openLoop(input: Load & { readonly ratePerSecond: number }): Promise<ArrivalFigures>
  attempts(input: {
    readonly itemId: string
    readonly attempts: number
    readonly callers: number
    readonly seed: number
  }): Promise<AttemptFigures>
  claims(input: Load & { readonly callers: number }): Promise<LoopFigures>
  availability(input: {
    readonly itemIds: readonly string[]
    readonly ask: number
    readonly calls: number
    readonly seed: number
  }): Promise<Latency>
  sweep(input: { readonly portion: number }): Promise<number>
}

/** So many may wait before somebody is turned away, which counts as lost. */
const MAX_IN_FLIGHT = 20_000
const DRAIN_MS = 1_000
/** Of the buyers who got a unit. */
const CANCEL_SHARE = 0.2
const ABANDON_SHARE = 0.2
export const ABANDONED_AFTER_SECONDS = 1

/**
 * @param inventory none for the one statement
 * @param claimsHolds whether a reservation takes over a hold of the same id
 */
export function workerTasks(
  subject: Subject,
  inventory: AtpService | undefined,
  claimsHolds: boolean,
  startOfIds: string,
): WorkerTasks {
  let made = 0
  // As long as the ids of the host's carts, and like them each above the last.
  const nextId = () => `cart_${startOfIds}${String(made++).padStart(26 - startOfIds.length, "0")}`
  const picker = (itemIds: readonly string[], random: () => number) => () =>
    itemIds[itemIds.length === 1 ? 0 : Math.floor(random() * itemIds.length)] ?? ""
  const module = () => {
    if (inventory) return inventory
    throw new Error("The one statement is no module.")
  }

  return {
    ready: () => Promise.resolve(),

    stockItems: ({ count, onHand }) => stockItems(module(), count, onHand),

    closedLoop: async ({ itemIds, seconds, callers, seed }) => {
      const pick = picker(itemIds, seededRandom(seed))
      return timed(callers, seconds, () => subject.reserve(nextId(), pick()))
    },

    openLoop: async ({ itemIds, seconds, ratePerSecond, seed }) => {
      const random = seededRandom(seed)
      const pick = picker(itemIds, random)
      let placed = 0
      const run = await runOpenLoop({
        schedule: arrivalSchedule({ arrivals: "poisson", ratePerSecond, seconds }, random),
        maxInFlight: MAX_IN_FLIGHT,
        drainMs: DRAIN_MS,
        work: async () => {
          if (await subject.reserve(nextId(), pick())) placed += 1
        },
      })
      if (run.failed > 0) throw run.firstFailure
      const { arrived, answered, durationsMs } = run
      await run.idle
      return { arrived, placed, lost: arrived - answered, latency: summarizeLatency(durationsMs) }
    },

    attempts: async ({ itemId, attempts, callers, seed }) => {
      const random = seededRandom(seed)
      const figures = { sold: 0, canceled: 0, abandoned: 0, refused: 0 }
      let left = attempts
      const buyer = async () => {
        while (left > 0) {
          left -= 1
          const fate = random()
          const id = nextId()
          if (fate < CANCEL_SHARE) {
            if (!(await subject.reserve(id, itemId))) figures.refused += 1
            else {
              await module().releaseHold(id)
              figures.canceled += 1
            }
          } else if (fate < CANCEL_SHARE + ABANDON_SHARE) {
            figures[(await subject.reserve(id, itemId, ABANDONED_AFTER_SECONDS)) ? "abandoned" : "refused"] += 1
          } else figures[(await subject.reserve(id, itemId)) ? "sold" : "refused"] += 1
        }
      }
      await Promise.all(Array.from({ length: callers }, buyer))
      return figures
    },

    claims: async ({ itemIds, seconds, callers, seed }) => {
      const pick = picker(itemIds, seededRandom(seed))
      if (!claimsHolds) return timed(callers, seconds, () => subject.reserve(nextId(), pick()))
      // Held beforehand, as a cart is; only the take-over is timed.
      const carts: { readonly id: string; readonly itemId: string }[] = []
      const hold = async () => {
        const cart = { id: nextId(), itemId: pick() }
        await subject.reserve(cart.id, cart.itemId)
        carts.push(cart)
      }
      await Promise.all(Array.from({ length: Math.ceil(seconds * MOST_CLAIMS_PER_SECOND) }, hold))
      return timed(callers, seconds, async () => {
        const cart = carts.pop()
        if (!cart) throw new Error("More claims than carts were held for: raise MOST_CLAIMS_PER_SECOND.")
        module().beginFlow(cart.id, { holdId: cart.id })
        const context = { transactionId: cart.id }
        await module().createReservationItems([reservationOf(cart.id, cart.itemId)], context)
        module().endFlow(cart.id)
        return true
      })
    },

    availability: async ({ itemIds, ask, calls, seed }) => {
      const random = seededRandom(seed)
      const durationsMs: number[] = []
      for (let call = 0; call < calls; call += 1) {
        const from = Math.floor(random() * (itemIds.length - ask))
        const asked = itemIds.slice(from, from + ask)
        const startedAt = performance.now()
        await module().availability(asked)
        durationsMs.push(performance.now() - startedAt)
      }
      return summarizeLatency(durationsMs)
    },

    sweep: ({ portion }) => module().sweepExpiredHolds(portion),
  }
}

const MOST_CLAIMS_PER_SECOND = 1_500

async function timed(callers: number, seconds: number, work: () => Promise<boolean>): Promise<LoopFigures> {
  const startedAt = performance.now()
  const bySecond: number[] = Array.from({ length: Math.floor(seconds) }, () => 0)
  let placed = 0
  let refused = 0
  const run = await runTimedLoop({ callers, seconds }, async () => {
    if (await work()) placed += 1
    else refused += 1
    const second = Math.floor((performance.now() - startedAt) / 1000)
    if (second < bySecond.length) bySecond[second] = (bySecond[second] ?? 0) + 1
  })
  const latency = summarizeLatency(run.durationsMs)
  return { perSecond: run.perSecond, seconds: run.seconds, placed, refused, latency, bySecond }
}
