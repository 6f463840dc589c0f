import { describe, expect, it } from "@jest/globals"
import { runOpenLoop } from "./open-loop"

const limits = { maxInFlight: 10, drainMs: 1000 }
const never = () => new Promise<void>(() => undefined)

describe("runOpenLoop", () => {
  it("counts from when a request was due: one that was due 5 s ago took 5 s at least", async () => {
    const result = await runOpenLoop({ ...limits, schedule: [-5000], work: () => Promise.resolve() })
    expect(result.durationsMs[0]).toBeGreaterThanOrEqual(5000)
  })

  it("sends 3 requests that are due together without waiting for the first answer", async () => {
    let open: () => void = () => undefined
    const gate = new Promise<void>((resolve) => (open = resolve))
    const sent: number[] = []
    const run = runOpenLoop({
      ...limits,
      schedule: [0, 0, 0],
      work: (arrival) => {
        sent.push(arrival)
        if (sent.length === 3) open()
        return gate
      },
    })
    expect(await run).toMatchObject({ arrived: 3, answered: 3, dropped: 0 })
    expect(sent).toEqual([0, 1, 2])
  })

  it("drops 3 of 5 when 2 may be in flight, and lets each of the 3 count as infinitely slow", async () => {
    const result = await runOpenLoop({ schedule: [0, 0, 0, 0, 0], maxInFlight: 2, drainMs: 1, work: never })
    expect(result).toMatchObject({ arrived: 5, dropped: 3, unfinished: 2, answered: 0 })
    expect(result.durationsMs).toEqual([Infinity, Infinity, Infinity, Infinity, Infinity])
  })

  it("counts 1 failure of 2, keeps its reason, and goes on", async () => {
    const work = (arrival: number) => (arrival === 0 ? Promise.reject(new Error("sold out")) : Promise.resolve())
    const result = await runOpenLoop({ ...limits, schedule: [0, 0], work })
    expect(result).toMatchObject({ arrived: 2, answered: 1, failed: 1, firstFailure: new Error("sold out") })
    expect(result.durationsMs).toHaveLength(2)
  })

  it("is idle only when the 1 unfinished request is over", async () => {
    let finish: () => void = () => undefined
    const work = () => new Promise<void>((resolve) => (finish = resolve))
    const { idle, unfinished } = await runOpenLoop({ schedule: [0], maxInFlight: 1, drainMs: 1, work })
    expect(unfinished).toBe(1)
    finish()
    await expect(idle).resolves.toBeUndefined()
  })
})
