import { expect, it, jest } from "@jest/globals"
import { expectDone } from "@holdfast/kernel"
import { placeHostOrder, requestAtHost, settleAtHost } from "./__fixtures__/host-order"
import { lifecycleSuite } from "./__fixtures__/lifecycle-suite"

jest.setTimeout(60_000)

lifecycleSuite(({ service, sql }) => {
  const placed = async () => {
    await service.open()
    await placeHostOrder(sql, "order_1")
    await service.settle(["order_1"], "complete-cart")
  }
  /** As a workflow of the host does it, between its guard and its commit. */
  const inRun = async (run: string, event: string, work: () => Promise<unknown>) => {
    expectDone(await service.begin({ workflow: "w", run, outer: [], events: [event], orderIds: ["order_1"] }))
    await work()
    await service.end(run, "w")
  }
  const webhook = (eventId: string) =>
    service.settle(["order_1"], "apply-provider-fact", { actor: { type: "provider", id: "stripe" }, eventId })
  const told = async () => {
    const { state, log, amounts } = expectDone(await service.lifecycle("order_1"))
    const { captured, capture_requested, refunded, refund_requested } = amounts
    return {
      state,
      events: log.slice(2).map(({ event }) => event),
      amounts: [captured, capture_requested, refunded, refund_requested],
    }
  }

  it("a capture that is only requested leaves the order authorized; the webhook that confirms it is logged as the provider's", async () => {
    await placed()
    await inRun("run_1", "payment.captured", () => requestAtHost(sql, "capture", "order_1", "cap_1", 30))
    expect(await told()).toEqual({
      state: "authorized",
      events: ["capture.requested"],
      amounts: ["0", "3000", "0", "0"],
    })
    const refused = await service.begin({
      workflow: "w",
      run: "r",
      outer: [],
      events: ["fulfillment.created"],
      orderIds: ["order_1"],
    })
    expect(refused.ok).toBe(false)

    await settleAtHost(sql, "capture", "cap_1", "confirmed")
    await webhook("evt_1")
    await webhook("evt_1")
    expect(await told()).toEqual({
      state: "captured",
      events: ["capture.requested", "payment.captured"],
      amounts: ["3000", "0", "0", "0"],
    })
    const { log } = expectDone(await service.lifecycle("order_1"))
    expect(log.at(-1)).toMatchObject({ event_id: "evt_1", actor: { type: "provider", id: "stripe" } })
    expect(await service.replay()).toMatchObject({ differences: [] })
  })

  it("a capture that fails is captured by nobody, and may be asked for again", async () => {
    await placed()
    await inRun("run_1", "payment.captured", () => requestAtHost(sql, "capture", "order_1", "cap_1", 30))
    await settleAtHost(sql, "capture", "cap_1", "gone")
    await webhook("evt_1")
    await inRun("run_2", "payment.captured", () => requestAtHost(sql, "capture", "order_1", "cap_2", 30))
    expect(await told()).toEqual({
      state: "authorized",
      events: ["capture.requested", "capture.failed", "capture.requested"],
      amounts: ["0", "3000", "0", "0"],
    })
  })

  it("refunds likewise: requested, confirmed and given up, beside one another", async () => {
    await placed()
    await inRun("run_1", "payment.captured", () => requestAtHost(sql, "capture", "order_1", "cap_1", 30))
    await settleAtHost(sql, "capture", "cap_1", "confirmed")
    await webhook("evt_1")
    await inRun("run_2", "refund.partial", async () => {
      await requestAtHost(sql, "refund", "order_1", "ref_1", 10)
      await requestAtHost(sql, "refund", "order_1", "ref_2", 20)
    })
    expect(await told()).toMatchObject({ state: "captured", amounts: ["3000", "0", "0", "3000"] })
    await settleAtHost(sql, "refund", "ref_1", "confirmed")
    await settleAtHost(sql, "refund", "ref_2", "gone")
    await webhook("evt_2")
    expect(await told()).toEqual({
      state: "partially_refunded",
      events: ["capture.requested", "payment.captured", "refund.requested", "refund.partial", "refund.rejected"],
      amounts: ["3000", "0", "1000", "0"],
    })
  })

  it.each([
    [["capture confirmed", "refund requested", "refund confirmed"]],
    [["look", "capture confirmed", "look", "refund requested", "refund confirmed"]],
    [["capture confirmed", "look", "refund requested", "look", "refund confirmed"]],
    [["look", "capture confirmed", "look", "refund requested", "look", "refund confirmed", "look"]],
  ])(
    "whenever somebody looked (%j), the order ends refunded, and its log agrees with the host's rows",
    async (steps) => {
      await placed()
      const work: Readonly<Record<string, () => Promise<unknown>>> = {
        look: () => webhook("evt_look"),
        "capture confirmed": () => settleAtHost(sql, "capture", "cap_1", "confirmed"),
        "refund requested": async () => {
          await sql("alter table refund disable trigger user")
          await requestAtHost(sql, "refund", "order_1", "ref_1", 30)
          await sql("alter table refund enable trigger user")
        },
        "refund confirmed": () => settleAtHost(sql, "refund", "ref_1", "confirmed"),
      }
      await inRun("run_1", "payment.captured", () => requestAtHost(sql, "capture", "order_1", "cap_1", 30))
      for (const step of steps) await work[step]!()
      await service.settle(["order_1"], "reconciler")
      expect(await told()).toMatchObject({ state: "refunded", amounts: ["3000", "0", "3000", "0"] })
      expect((await service.check()).differences).toEqual([])
    },
  )

  it("a webhook that comes while a run holds the order waits for its end, and is logged after it", async () => {
    await placed()
    expectDone(
      await service.begin({
        workflow: "w",
        run: "run_1",
        outer: [],
        events: ["payment.captured"],
        orderIds: ["order_1"],
      }),
    )
    await requestAtHost(sql, "capture", "order_1", "cap_1", 30)
    await settleAtHost(sql, "capture", "cap_1", "confirmed")
    const fact = webhook("evt_1")
    await service.end("run_1", "w")
    await fact
    expect(await told()).toMatchObject({ state: "captured", events: ["payment.captured"] })
    expect(await sql("select * from order_lifecycle_permit")).toEqual([])
  })
})
