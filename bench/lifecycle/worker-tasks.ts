import { performance } from "node:perf_hooks"
import type { OrderLifecycleModuleService } from "@holdfast/order-lifecycle"
import type { Client } from "pg"
import { runTimedLoop } from "../harness/closed-loop"
import { type Latency, summarizeLatency } from "../harness/percentile"
import { seededRandom } from "../harness/seeded-random"
import { captureAtHost, type HostOrder, makeHostOrders } from "./host-orders"
import { ACCEPTS, LONG_STORY, REFUSES, STORIES, type Told } from "./order-stories"

export interface WalkFigures {
  /** Recorded, after a commit. */
  readonly perSecond: number
  /** Recorded and refused together. */
  readonly answersPerSecond: number
  readonly recorded: number
  readonly refused: number
  /** Accepted though no such order accepts them: has to be 0. */
  readonly illegalAccepted: number
  readonly latency: Latency
}

export interface ReplayFigures {
  readonly seconds: number
  readonly orders: number
  readonly transitions: number
  readonly differences: number
}

/** What the bench's process of ours can be asked to do; every input and output can be sent to another process. */
export interface WorkerTasks {
  /** Answers when everything is loaded. */
  ready(input: object): Promise<void>
  /** Tells every order its story, through `record`. */
  fill(input: { readonly orders: number }): Promise<{ readonly seconds: number; readonly transitions: number }>
  /** Random events of random orders, legal and illegal ones. */
  walk(input: { readonly callers: number; readonly seconds: number; readonly seed: number }): Promise<WalkFigures>
  replay(input: object): Promise<ReplayFigures>
  /** Looks an order up whose log is so long. */
  lookup(input: { readonly transitions: number; readonly calls: number }): Promise<Latency>
  /** Orders at the host with an authorized payment, for `capture`. One without a guard has no state either. */
  makeOrders(input: { readonly count: number; readonly guarded: boolean }): Promise<void>
  /** Captures the payment of each order that was made last, one after the other. */
  capture(input: { readonly guarded: boolean }): Promise<Latency>
  /** Both. */
  captures(input: { readonly count: number; readonly guarded: boolean }): Promise<Latency>
}

const WORKFLOW = "capture-payment-workflow"
const FILLERS = 400
/** Of the events of a walk. */
const ILLEGAL_SHARE = 0.2
const WALKER = { type: "user", id: "user_01K7Z8X9Y0A1B2C3D4E5F6G7H9", requestId: "01K7Z8X9Y0A1B2C3D4E5F6G7HA" } as const
const TELLER = { type: "provider", id: "stripe" } as const

/** @param host where the host's own tables are written, as its modules do */
export function workerTasks(service: OrderLifecycleModuleService, host: Client): WorkerTasks {
  // What each order is by the answers that its callers had.
  const states: string[] = []
  let sent = 0
  const send = (order: number, { event, facts }: Told, actor: typeof WALKER | typeof TELLER) =>
    service.record({
      ...{ orderId: orderId(order), event, actor },
      ...{ eventId: `evt_01K7Z8X9Y0${String(sent++).padStart(16, "0")}`, facts: facts ?? {} },
    })
  const tell = async (order: number, told: Told) => {
    const answer = await send(order, told, TELLER)
    if (!answer.ok) throw new Error(`${told.event} of a ${states[order] ?? "new"} order: ${answer.message}`)
    states[order] = answer.value.transition.to
  }

  let made = 0
  let latest: readonly HostOrder[] = []
  const makeOrders: WorkerTasks["makeOrders"] = async ({ count, guarded }) => {
    latest = await makeHostOrders(host, made, count)
    made += count
    const ids = latest.map((order) => order.orderId)
    if (guarded) await service.settle(ids, "bench")
  }
  const capture: WorkerTasks["capture"] = async ({ guarded }) => {
    const durationsMs: number[] = []
    for (const order of latest) {
      const startedAt = performance.now()
      const run = `bench-${order.orderId}`
      if (guarded) {
        const orderIds = await service.findOrders("payment", [order.paymentId])
        const begun = await service.begin({
          workflow: WORKFLOW,
          run,
          outer: [],
          events: ["payment.captured"],
          orderIds,
        })
        if (!begun.ok) throw new Error(begun.message)
      }
      await captureAtHost(host, order)
      if (guarded) await service.end(run, WORKFLOW)
      durationsMs.push(performance.now() - startedAt)
    }
    const states = await service.states(latest.map((order) => order.orderId))
    const captured = [...states.values()].filter((state) => state === "captured").length
    if (captured !== (guarded ? latest.length : 0))
      throw new Error(`${captured} of ${latest.length} orders are captured.`)
    return summarizeLatency(durationsMs)
  }

  return {
    ready: () => Promise.resolve(),

    fill: async ({ orders }) => {
      const startedAt = performance.now()
      let transitions = 0
      for (let place = 0; place < Math.max(...STORIES.map(({ length }) => length)); place += 1) {
        let next = 0
        const filler = async () => {
          while (next < orders) {
            const order = next++
            const told = STORIES[order % STORIES.length]?.[place]
            if (!told) continue
            await tell(order, told)
            transitions += 1
          }
        }
        await Promise.all(Array.from({ length: FILLERS }, filler))
      }
      return { seconds: (performance.now() - startedAt) / 1000, transitions }
    },

    walk: async ({ callers, seconds, seed }) => {
      const random = seededRandom(seed)
      const of = <T>(some: readonly T[]): T | undefined => some[Math.floor(random() * some.length)]
      const underway = new Set<number>()
      const free = () => {
        for (;;) {
          const order = Math.floor(random() * states.length)
          if (!underway.has(order)) return order
        }
      }
      let [recorded, refused, illegalAccepted] = [0, 0, 0]
      const loop = await runTimedLoop({ callers, seconds }, async () => {
        const order = free()
        underway.add(order)
        const state = states[order] ?? ""
        const legal = random() < ILLEGAL_SHARE ? undefined : of(ACCEPTS[state] ?? [])
        const told = legal?.told ?? of(REFUSES[state] ?? [])
        if (!told) throw new Error(`The bench has no event for a ${state} order.`)
        const answer = await send(order, told, WALKER)
        underway.delete(order)
        if (answer.ok) {
          if (!legal) illegalAccepted += 1
          else if (answer.value.transition.to !== legal.to) {
            throw new Error(`${told.event} made a ${state} order ${answer.value.transition.to}, not ${legal.to}.`)
          }
          states[order] = answer.value.transition.to
          recorded += 1
        } else {
          if (legal) throw new Error(`${told.event} of a ${state} order was refused: ${answer.message}`)
          refused += 1
        }
      })
      return {
        ...{ perSecond: recorded / loop.seconds, answersPerSecond: loop.perSecond, recorded, refused, illegalAccepted },
        latency: summarizeLatency(loop.durationsMs),
      }
    },

    replay: async () => {
      const startedAt = performance.now()
      const { orders, transitions, differences } = await service.replay()
      const seconds = (performance.now() - startedAt) / 1000
      return { seconds, orders, transitions, differences: differences.length }
    },

    lookup: async ({ transitions, calls }) => {
      const order = 99_999_999
      for (const told of LONG_STORY(transitions)) await tell(order, told)
      const durationsMs: number[] = []
      for (let call = -50; call < calls; call += 1) {
        const startedAt = performance.now()
        const found = await service.lifecycle(orderId(order))
        if (call >= 0) durationsMs.push(performance.now() - startedAt)
        if (!found.ok || found.value.log.length !== transitions) throw new Error("The long log is not what was told.")
      }
      return summarizeLatency(durationsMs)
    },

    makeOrders,
    capture,
    captures: async (input) => {
      await makeOrders(input)
      return capture(input)
    },
  }
}

const orderId = (order: number) => `order_01K7Z8X9Y0${String(order).padStart(16, "0")}`
