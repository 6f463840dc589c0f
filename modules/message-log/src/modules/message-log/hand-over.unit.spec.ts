import { describe, expect, it } from "@jest/globals"
import type { BusMessage } from "./domain/bus-message"
import type { ClaimedEvent } from "./domain/claimed-event"
import { handOver, type EventBus } from "./hand-over"

const event = (id: string, aggregateId: string | null = null): ClaimedEvent => ({
  id,
  name: "inventory.stock_moved",
  data: { onHand: 4 },
  aggregateId,
  position: Number(id),
  attempts: 1,
  occurredAt: "2026-11-21T09:00:00.000Z",
})

/** Takes calls of which every message passes `takes`, refuses the others, and never answers about a silent one. */
function bus(takes: (id: string) => boolean, silentAbout?: string) {
  const calls: string[][] = []
  const eventBus: EventBus = {
    emit: (messages) => {
      const ids = messages.map(({ metadata }) => String(metadata["outbox_id"]))
      calls.push(ids)
      if (silentAbout !== undefined && ids.length === 1 && ids.includes(silentAbout))
        return new Promise(() => undefined)
      return ids.every(takes) ? Promise.resolve() : Promise.reject(new Error("refused"))
    },
  }
  return { eventBus, calls }
}

const plenty = () => 60_000

async function idsAfter(eventBus: EventBus, batch: ClaimedEvent[], answerMs = 1000, timeLeftMs = plenty) {
  const { published, refused, givenBack, silent } = await handOver(eventBus, batch, answerMs, timeLeftMs)
  return {
    published: published.map(({ id }) => id),
    refused: refused.map((entry) => entry.event.id),
    givenBack: givenBack.map(({ id }) => id),
    silent,
  }
}

describe("handOver", () => {
  it("hands 3 events over in 1 call, in order, with their ids beside their data", async () => {
    const seen: BusMessage[][] = []
    const taking: EventBus = { emit: async (messages) => void seen.push(messages) }
    expect(await idsAfter(taking, [event("1", "a"), event("2"), event("3", "a")])).toEqual({
      published: ["1", "2", "3"],
      refused: [],
      givenBack: [],
      silent: false,
    })
    expect(seen).toHaveLength(1)
    expect(seen[0]?.slice(0, 2)).toEqual([
      {
        name: "inventory.stock_moved",
        data: { onHand: 4 },
        metadata: {
          outbox_id: "1",
          outbox_position: 1,
          aggregate_id: "a",
          occurred_at: "2026-11-21T09:00:00.000Z",
        },
      },
      {
        name: "inventory.stock_moved",
        data: { onHand: 4 },
        metadata: { outbox_id: "2", outbox_position: 2, occurred_at: "2026-11-21T09:00:00.000Z" },
      },
    ])
  })

  it("publishes 2 of 4 when 1 is refused and 1 follows it in its aggregate", async () => {
    const { eventBus, calls } = bus((id) => id !== "2")
    expect(await idsAfter(eventBus, [event("1", "a"), event("2", "b"), event("3", "b"), event("4")])).toEqual({
      published: ["1", "4"],
      refused: ["2"],
      givenBack: ["3"],
      silent: false,
    })
    expect(calls).toEqual([["1", "2", "3", "4"], ["1"], ["2"], ["4"]])
  })

  it("refuses both of 2 events without an aggregate, because neither waits for the other", async () => {
    const { eventBus } = bus(() => false)
    expect(await idsAfter(eventBus, [event("1"), event("2")])).toMatchObject({ refused: ["1", "2"], givenBack: [] })
  })

  it("asks once about a batch of 1, and keeps at most 500 characters of the reason", async () => {
    const calls: number[] = []
    const verbose: EventBus = {
      emit: (messages) => {
        calls.push(messages.length)
        return Promise.reject(new Error("x".repeat(501)))
      },
    }
    const { refused } = await handOver(verbose, [event("1")], 1000, plenty)
    expect(refused.map(({ error }) => error.length)).toEqual([500])
    expect(calls).toEqual([1])
  })

  it("gives a whole batch of 2 back when there is no answer", async () => {
    const dumb: EventBus = { emit: () => new Promise(() => undefined) }
    expect(await idsAfter(dumb, [event("1"), event("2")], 1)).toEqual({
      published: [],
      refused: [],
      givenBack: ["1", "2"],
      silent: true,
    })
  })

  it("stops asking at the 3rd of 4 events when the bus falls silent there", async () => {
    const { eventBus, calls } = bus((id) => id !== "1", "3")
    expect(await idsAfter(eventBus, [event("1"), event("2"), event("3"), event("4")], 20)).toEqual({
      published: ["2"],
      refused: ["1"],
      givenBack: ["3", "4"],
      silent: true,
    })
    expect(calls).toEqual([["1", "2", "3", "4"], ["1"], ["2"], ["3"]])
  })

  it("offers no event whose answer would not fit into the 999 milliseconds left of the lease", async () => {
    const { eventBus, calls } = bus((id) => id !== "1")
    const left = [1000, 999]
    expect(await idsAfter(eventBus, [event("1"), event("2")], 1000, () => left.shift() ?? 0)).toEqual({
      published: [],
      refused: ["1"],
      givenBack: ["2"],
      silent: false,
    })
    expect(calls).toEqual([["1", "2"], ["1"]])
  })

  it("takes an error thrown at once for a refusal", async () => {
    const rash: EventBus = {
      emit: () => {
        throw new Error("not connected")
      },
    }
    const { refused } = await handOver(rash, [event("1")], 1000, plenty)
    expect(refused.map(({ error }) => error)).toEqual(["not connected"])
  })
})
