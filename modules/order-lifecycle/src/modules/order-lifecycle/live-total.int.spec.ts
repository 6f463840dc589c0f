import { expect, it, jest } from "@jest/globals"
import { expectDone } from "@holdfast/kernel"
import { captureAtHost, placeHostOrder } from "./__fixtures__/host-order"
import { lifecycleSuite } from "./__fixtures__/lifecycle-suite"

jest.setTimeout(60_000)

lifecycleSuite(({ service, sql }) => {
  const money = (amount: number) => `${amount}, '{"value":"${amount}","precision":20}'`
  /** 30.00 by the host's first summary, and then taxes of 20 %, shipping of 5.00 with them, and 1.00 off a mug. */
  const taxedLater = async () => {
    await service.open()
    await placeHostOrder(sql, "order_1")
    await sql(`insert into order_shipping_method (id, name, amount, raw_amount) values ('sm_1', 'Post', ${money(5)})`)
    await sql(
      `insert into order_shipping (id, order_id, version, shipping_method_id) values ('os_1', 'order_1', 1, 'sm_1')`,
    )
    await sql(`insert into order_line_item_adjustment (id, item_id, version, amount, raw_amount)
               values ('adj_1', 'mug_order_1', 1, ${money(1)}), ('adj_2', 'mug_order_1', 2, ${money(9)})`)
    await sql(
      `insert into order_line_item_tax_line (id, item_id, code, rate, raw_rate) values ('t_1', 'mug_order_1', 'VAT', ${money(20)})`,
    )
    await sql(
      `insert into order_shipping_method_tax_line (id, shipping_method_id, code, rate, raw_rate) values ('t_2', 'sm_1', 'VAT', ${money(20)})`,
    )
    await service.settle(["order_1"], "convert-draft-order")
  }
  const shown = async () => expectDone(await service.lifecycle("order_1"))

  it("an order whose taxes came after the host's first summary costs (30 - 1 + 5) * 1.2, and 30.00 do not pay it", async () => {
    await taxedLater()
    expect((await shown()).total).toBe("4080")
    expectDone(
      await service.begin({ workflow: "w", run: "r", outer: [], events: ["payment.captured"], orderIds: ["order_1"] }),
    )
    await captureAtHost(sql, "order_1", 30)
    // As the host does with each payment: it writes the summary again, with the total as it was.
    await sql(`update order_summary set updated_at = now() where order_id = 'order_1'`)
    await service.end("r", "w")
    expect([(await shown()).state, (await shown()).axes.payment]).toEqual(["authorized", "partially_captured"])
    expect((await service.check()).differences).toEqual([])
  })

  it("costs what the host says as soon as it has added up a new version", async () => {
    await taxedLater()
    await sql(
      `update order_summary set created_at = now() + interval '1 second', totals = '{"current_order_total": 41}' where order_id = 'order_1'`,
    )
    await service.settle(["order_1"], "order-edit")
    const { total, log } = await shown()
    expect([total, log.at(-1)?.event]).toEqual(["4100", "order.edited"])
  })
})
