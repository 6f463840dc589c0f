import { expect, it } from "@jest/globals"
import type { Fault } from "../faults"
import {
  authorized,
  cancel,
  capture,
  captured,
  failure,
  found,
  refund,
  type Current,
  type Paid,
} from "./scenario-steps"
import type { ContractProvider, ContractWorld } from "./contract-world"

type Act = "capture" | "refund" | "cancel"

/** Each act once, with what it leaves behind when it was done once. */
const ACTS: Record<
  Act,
  {
    readonly key: string
    readonly before: (world: ContractWorld) => Promise<Paid>
    readonly send: (provider: ContractProvider, paid: Paid) => Promise<unknown>
    readonly once: { captured?: string; refunded?: string; voided?: boolean }
    readonly none: { captured?: string; refunded?: string; voided?: boolean }
  }
> = {
  capture: {
    key: "cap_t",
    before: authorized,
    send: (provider, paid) => capture(provider, paid, { amount: "20.00", key: "cap_t" }),
    once: { captured: "20.00" },
    none: { captured: "0.00" },
  },
  refund: {
    key: "ref_t",
    before: captured,
    send: (provider, paid) => refund(provider, paid, { amount: "10.00", key: "ref_t" }),
    once: { refunded: "10.00" },
    none: { refunded: "0.00" },
  },
  cancel: {
    key: "pay_t",
    before: authorized,
    send: (provider, paid) => cancel(provider, paid, "pay_t"),
    once: { voided: true },
    none: { voided: false },
  },
}

const NOT_DONE: readonly Omit<Fault, "operation">[] = [
  { fault: "reset_before" },
  { fault: "error_before" },
  { fault: "html_502" },
]
const DONE: readonly Omit<Fault, "operation">[] = [
  { fault: "reset_after" },
  { fault: "truncated" },
  { fault: "error_after" },
  { fault: "html_502_after" },
  { fault: "slow", ms: 1_500 },
  { fault: "slow_body", ms: 1_500 },
]

const cases = (faults: readonly Omit<Fault, "operation">[]) =>
  (["capture", "refund", "cancel"] as const).flatMap((act) => faults.map((fault) => [act, fault.fault, fault] as const))

export function transportScenarios(current: Current): void {
  it.each(cases(NOT_DONE))(
    "a %s that meets %s is not known, was not done, and is done once by the same key",
    async (act, _name, fault) => {
      const world = current()
      const { before, send, key, once, none } = ACTS[act]
      const paid = await before(world)
      await world.sandbox.fault({ ...fault, operation: world.operations[act] })
      expect(await failure(send(world.provider, paid))).toMatchObject({ kind: "indeterminate" })
      expect(await world.moved(paid.data)).toMatchObject(none)
      if (world.confirms === "at_once") expect(await found(world.provider, paid, act, key)).toEqual({ state: "absent" })

      await send(world.provider, paid)
      expect(await world.moved(paid.data)).toMatchObject(once)
    },
  )

  it.each(cases(DONE))(
    "a %s that meets %s was done, is found, and is not done again by the same key",
    async (act, _name, fault) => {
      const world = current()
      const { before, send, key, once } = ACTS[act]
      const paid = await before(world)
      await world.sandbox.fault({ ...fault, operation: world.operations[act] })
      expect(await failure(send(world.provider, paid))).toMatchObject({ kind: "indeterminate" })
      expect(await world.moved(paid.data)).toMatchObject(once)
      if (world.confirms === "at_once") {
        expect(await found(world.provider, paid, act, key)).toMatchObject({ state: "confirmed" })
      }

      // A provider keeps a 500 with its key, and says it again; whatever it says, it moves nothing more.
      await send(world.provider, paid).catch(() => null)
      expect(await world.moved(paid.data)).toMatchObject(once)
    },
  )

  it.each(["capture", "refund", "cancel"] as const)(
    "a %s at a provider that refuses connections was not sent",
    async (act) => {
      const world = current()
      const { before, send, key, once, none } = ACTS[act]
      const paid = await before(world)
      await world.sandbox.refuse()
      expect(await failure(send(world.provider, paid))).toMatchObject({ kind: "unreachable" })
      expect(await found(world.provider, paid, act, key)).toEqual({ state: "unknown" })
      await world.sandbox.clearFaults()
      expect(await world.moved(paid.data)).toMatchObject(none)

      await send(world.provider, paid)
      expect(await world.moved(paid.data)).toMatchObject(once)
    },
  )

  it.each([undefined, 1])(
    "a capture too many per second is not done, and says so (Retry-After %p)",
    async (retryAfter) => {
      const world = current()
      const paid = await authorized(world)
      const limit = {
        fault: "rate_limited",
        operation: world.operations.capture,
        ...(retryAfter && { retryAfter }),
      } as const
      await world.sandbox.fault(limit)
      expect(await failure(capture(world.provider, paid))).toMatchObject({ kind: "rate_limited" })
      expect(await world.moved(paid.data)).toMatchObject({ captured: "0.00" })

      await world.sandbox.fault(limit)
      await capture(world.patient, paid)
      expect(await world.moved(paid.data)).toMatchObject({ captured: "50.00" })
    },
  )

  it("a capture whose answer is lost is repeated by itself, and moves 50.00 once", async () => {
    const world = current()
    const paid = await authorized(world)
    await world.sandbox.fault({ fault: "reset_after", operation: world.operations.capture })
    await capture(world.patient, paid)
    expect(await world.moved(paid.data)).toMatchObject({ captured: "50.00" })
  })

  it("is not sure of a refused connection after a lost answer", async () => {
    const world = current()
    const paid = await authorized(world)
    await world.sandbox.fault({ fault: "hang_after", operation: world.operations.capture })
    const lost = failure(capture(world.patient, paid))
    // The first try is done and hangs; while it does, the provider goes away.
    while ((await world.sandbox.hanging()) === 0) await new Promise(setImmediate)
    await world.sandbox.refuse()
    expect(await lost).toMatchObject({ kind: "indeterminate" })
    await world.sandbox.clearFaults()
    expect(await world.moved(paid.data)).toMatchObject({ captured: "50.00" })
  })
}
