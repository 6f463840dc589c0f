import { describe, expect, it, jest } from "@jest/globals"
import { expectDone, type SqlTx } from "@holdfast/kernel"
import { lifecycleSuite } from "./__fixtures__/lifecycle-suite"
import { extendOrderLifecycle, type LifecycleExtension } from "./extensions"
import { MachineShelf } from "./machine-shelf"

jest.setTimeout(60_000)

let known = false
const LOYALTY: LifecycleExtension = {
  name: "loyalty",
  events: [{ name: "loyalty.granted", axis: "order", title: "Points granted", facts: "none", manual: true }],
  guards: {
    points_known: async ({ orderId }) =>
      Promise.resolve(
        known
          ? null
          : { code: "points_unknown", message: `Points of ${orderId} are not known.`, nextStep: "Ask again." },
      ),
  },
  rows: [
    { axis: "order", from: "open", event: "loyalty.granted", to: "open", guards: ["points_known"], counter: "grants" },
  ],
}
// As a plugin does while the host loads its workflows.
extendOrderLifecycle(LOYALTY)

lifecycleSuite(({ service, sql }) => {
  const tx: SqlTx = {
    query: async <Row>(text: string, params: readonly unknown[]) =>
      sql<Row>(
        text.replace(/\$(\d+)(?:::\w+)?/g, (placeholder) => placeholder.replace(/\$\d+/, "?")),
        params,
      ),
  }
  const granted = (eventId: string) =>
    service.record({ orderId: "order_1", event: "loyalty.granted", eventId, actor: { type: "user", id: "user_1" } })

  describe("a plugin's events, rows and guards", () => {
    it("are asked like ours: refused with the plugin's reason, then accepted, and the answer is replayed, not asked again", async () => {
      const facts = { currency: "usd", total: "0", lines: {} }
      const actor = { type: "system", id: "spec" } as const
      known = false
      expectDone(await service.record({ orderId: "order_1", event: "checkout.submitted", eventId: "1", facts, actor }))
      const refused = await granted("2")
      expect(refused).toMatchObject({ ok: false, code: "points_unknown" })
      expect(!refused.ok && refused.message).toContain("Points of order_1 are not known.")
      known = true
      expectDone(await granted("3"))
      known = false
      expect(await service.replay()).toMatchObject({ transitions: 2, differences: [] })
      const { machine } = await service.machine()
      expect(machine.events.map(({ name }) => name)).toContain("loyalty.granted")

      await expect(new MachineShelf().open(tx, [])).rejects.toThrow(
        /need points_known, which this start does not have: 1 captured/,
      )
    })

    it("that are there already, or lead nowhere, refuse the start and are named", async () => {
      const open = (extension: LifecycleExtension) => new MachineShelf().open(tx, [LOYALTY, extension])
      await expect(open({ name: "twice", events: LOYALTY.events ?? [] })).rejects.toThrow(
        /extension twice: the event loyalty.granted is there already/,
      )
      await expect(
        open({ name: "nowhere", rows: [{ axis: "order", from: "open", event: "order.edited", to: "lost" }] }),
      ).rejects.toThrow(/extension nowhere/)
    })
  })
})
