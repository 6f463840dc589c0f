import { performance } from "node:perf_hooks"
import type { MessageLogModuleService } from "@holdfast/message-log"
import { arrivalSchedule } from "../harness/arrival-schedule"
import { runOpenLoop } from "../harness/open-loop"
import { type Latency, summarizeLatency } from "../harness/percentile"
import { seededRandom } from "../harness/seeded-random"
import { openDoor } from "./door"
import { SOURCE, type Receive, type SideName } from "./two-ways"
import { REPEATED, webhookOf } from "./webhook"

export interface Arrivals {
  readonly latency: Latency
  /** Dropped, failed or not answered. */
  readonly lost: number
  /** Different ones that were answered. */
  readonly kept: number
}

/** What the bench's process of ours can be asked to do; every input and output can be sent to another process. */
export interface WorkerTasks {
  /** Opens an HTTP door for both sides, and answers its port. */
  open(input: object): Promise<number>
  /** Webhooks that arrive by chance, handed to one side without HTTP. */
  arrive(input: {
    readonly side: SideName
    readonly perSecond: number
    readonly seconds: number
    readonly run: string
  }): Promise<Arrivals>
  /** Handles all that is there, with a handler that does nothing. */
  handle(input: object): Promise<{ readonly seconds: number; readonly done: number }>
}

export function workerTasks(service: MessageLogModuleService, ways: Readonly<Record<SideName, Receive>>): WorkerTasks {
  return {
    open: () => openDoor(ways),
    arrive: async ({ side, perSecond, seconds, run }) => arriveAt(ways[side], { perSecond, seconds, run }),
    handle: async () => {
      const startedAt = performance.now()
      let done = 0
      for (;;) {
        const pass = await service.processInbox(SOURCE, () => Promise.resolve({ state: "done" }))
        done += pass.done
        if (pass.done === 0) return { seconds: (performance.now() - startedAt) / 1000, done }
      }
    },
  }
}

/** Sends webhooks when they are due, and counts from then. */
export async function arriveAt(
  receive: Receive,
  { perSecond, seconds, run }: { readonly perSecond: number; readonly seconds: number; readonly run: string },
): Promise<Arrivals> {
  const random = seededRandom(run.length + perSecond)
  const loop = await runOpenLoop({
    schedule: arrivalSchedule({ arrivals: "poisson", ratePerSecond: perSecond, seconds }, random),
    maxInFlight: 20_000,
    drainMs: 5_000,
    work: async (n) => {
      await receive(webhookOf(run, n))
    },
  })
  await loop.idle
  if (loop.firstFailure) throw new Error("A webhook was not kept.", { cause: loop.firstFailure })
  const lost = loop.dropped + loop.failed + loop.unfinished
  return {
    latency: summarizeLatency(loop.durationsMs),
    lost,
    kept: loop.arrived - Math.floor(loop.arrived / REPEATED),
  }
}
