import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import { Client } from "pg"
import { chromiumIsAvailable } from "../support/chromium"
import { Merchant } from "../support/merchant"
import { openDashboard, type Dashboard } from "../support/open-dashboard"
import { PaymentDesk, type PaidOrder } from "../support/payment-desk"
import { runningShop } from "../support/running-shop"

const withBrowser = chromiumIsAvailable() ? describe : describe.skip

withBrowser("an order's payments in the dashboard", () => {
  const shop = runningShop()
  let dashboard: Dashboard
  let merchant: Merchant
  let desk: PaymentDesk
  const page = () => dashboard.page
  /** Of the payments at their providers; the host has a section of its own above it. */
  const widget = () => page().getByRole("region", { name: "Payments at their providers" })
  const drawer = () => page().getByRole("dialog")
  const open = async ({ id }: { readonly id: string }) => {
    await page().goto(`${shop.baseUrl}/app/orders/${id}`)
    await widget().waitFor()
  }
  const ledger = async ({ id }: PaidOrder) => {
    const { body } = await merchant.get(`/admin/orders/${id}/payments-ledger`).expect(200)
    return (body as { payments: readonly Record<string, unknown>[] }).payments[0] ?? {}
  }

  beforeAll(async () => {
    merchant = await Merchant.login(shop)
    desk = new PaymentDesk(shop, merchant)
    dashboard = await openDashboard(shop, "payments")
  })
  afterAll(() => dashboard.browser.close())

  it("says of an order with 0 payments where one can be asked for", async () => {
    const { id } = await desk.lifecycle.draft(await desk.lifecycle.shippingOption())
    await merchant.post(`/admin/draft-orders/${id}/convert-to-order`).expect(200)
    await open({ id })
    await widget().getByText("No payment belongs to this order.").waitFor()
    await dashboard.pictures("payments-none", widget())
  })

  it("captures 5.00 of an authorization by its button, and shows what is left and until when", async () => {
    const order = await desk.paidOrder()
    await open(order)
    await widget()
      .getByText(/^Capture by/)
      .waitFor()
    await dashboard.pictures("payments-authorized", widget())
    await widget().getByRole("button", { name: "Capture", exact: true }).click()
    await drawer()
      .getByLabel(/^Amount in USD/)
      .fill("9999999")
    expect(await drawer().getByRole("button", { name: "Capture", exact: true }).isDisabled()).toBe(true)
    await drawer()
      .getByLabel(/^Amount in USD/)
      .fill("5.00")
    await drawer().getByRole("button", { name: "Capture", exact: true }).click()
    await widget().getByText("Captured in part").waitFor()
    expect((await desk.moved(order, "capture")).map(({ amount_minor: amount }) => amount)).toEqual(["500"])
    expect(await widget().getByRole("button", { name: "Void" }).count()).toBe(0)
  })

  it("says that nobody knows whether a capture happened, and finds out by Look up now, with 1 capture made", async () => {
    const order = await desk.paidOrder({ scenarios: { capture: ["reset_after"] } })
    await open(order)
    await widget().getByRole("button", { name: "Capture", exact: true }).click()
    await drawer().getByRole("button", { name: "Capture", exact: true }).click()
    await page()
      .getByText(/^The provider has not said what became of the capture/)
      .waitFor()
    await drawer().waitFor({ state: "hidden" })
    await widget().getByText("The provider did not answer.").waitFor()
    await dashboard.pictures("payments-unknown", widget())
    await widget().getByRole("button", { name: "Look up now" }).click()
    await widget().getByRole("button", { name: "Look up now" }).waitFor({ state: "detached" })
    await widget().getByText("Confirmed").nth(1).waitFor()
    expect(await desk.moved(order, "capture")).toHaveLength(1)
    expect(await ledger(order)).toMatchObject({ captured_minor: String(Math.round(order.total * 100)) })
  })

  it("shows 1 refund that was asked for and came back from the bank, and offers it again", async () => {
    const order = await desk.paidOrder({ scenarios: { refund: ["requested"] }, captured: true })
    await open(order)
    await widget().getByRole("button", { name: "Refund" }).click()
    await drawer()
      .getByLabel(/^Amount in USD/)
      .fill("3")
    await drawer().getByLabel("Note").fill("One of the two mugs arrived with a chip in its rim.")
    await drawer().getByRole("button", { name: "Refund", exact: true }).click()
    await widget().getByText("Refund requested").first().waitFor()
    const [refund] = await desk.moved(order, "refund")
    await desk.happen(order, { act: "failed", movement: refund?.id })
    await widget().getByText("Refund rejected").waitFor()
    await widget().getByRole("button", { name: "Refund" }).waitFor()
    await dashboard.pictures("payments-refund-failed", widget())
    expect(await ledger(order)).toMatchObject({ refunded_minor: "0", refund_requested_minor: "0" })
  })

  it("refunds 1 of 2 mugs and the shipping by their lines, and offers the other mug alone", async () => {
    const order = await desk.paidOrder({ captured: true })
    await open(order)
    await widget().getByRole("button", { name: "Refund" }).click()
    const units = drawer().getByRole("spinbutton", { name: /^Units of/ })
    await units.first().waitFor()
    const all = await drawer()
      .getByLabel(/^Amount in USD/)
      .inputValue()
    await dashboard.pictures("payments-refund-lines-none", drawer())
    await units.first().fill("1")
    await units.nth(1).fill("1")
    expect(
      await drawer()
        .getByLabel(/^Amount in USD/)
        .inputValue(),
    ).not.toBe(all)
    await drawer().getByRole("combobox", { name: "Reason" }).click()
    await page().getByRole("option").first().click()
    await drawer().getByLabel("Note").fill("One mug came in two halves.")
    await dashboard.pictures("payments-refund-lines", drawer())
    await drawer().getByRole("button", { name: "Refund", exact: true }).click()
    await drawer().waitFor({ state: "hidden" })
    await widget().getByText("Refunded").first().waitFor()
    expect(await desk.moved(order, "refund")).toHaveLength(1)

    await widget().getByRole("button", { name: "Refund" }).click()
    await drawer().getByText("of 1").waitFor()
    expect(
      await drawer()
        .getByText(/Refunded before$/)
        .count(),
    ).toBe(1)
    await dashboard.pictures("payments-refund-lines-again", drawer())
  })

  it("voids an authorization after asking", async () => {
    const order = await desk.paidOrder()
    await open(order)
    await widget().getByRole("button", { name: "Void" }).click()
    await drawer().getByText("It cannot be captured afterwards.").waitFor()
    await drawer().getByRole("button", { name: "Void", exact: true }).click()
    await widget().getByText("Voided").waitFor()
    expect(
      await widget()
        .getByRole("button")
        .filter({ hasText: /Capture|Void|Refund/ })
        .count(),
    ).toBe(0)
    const at = (await desk.books()).payments.find(({ id }) => id === order.reference)
    expect(at).toMatchObject({ status: "voided" })
  })

  it("shows a dispute with its deadline, and sends 2 pieces of evidence once", async () => {
    const order = await desk.paidOrder({ captured: true })
    const due = new Date(Date.now() + 9 * 86_400_000).toISOString()
    await desk.happen(order, { act: "disputed", due_at: due })
    await open(order)
    await widget()
      .getByText(/^Answer by .+ days left/)
      .waitFor()
    await dashboard.pictures("payments-dispute", widget())
    await widget().getByRole("button", { name: "Send evidence" }).click()
    expect(await drawer().getByRole("button", { name: "Send", exact: true }).isDisabled()).toBe(true)
    await drawer().getByLabel("What was sold").fill("Two hand-thrown mugs, chalk, 300 ml.")
    await drawer().getByLabel("Tracking number").fill("1Z-EXAMPLE-0001")
    await dashboard.pictures("payments-evidence")
    await drawer().getByRole("button", { name: "Send", exact: true }).click()
    await widget().getByText("Evidence sent").waitFor()
    const [dispute] = (await desk.books()).disputes.filter(
      (one) => (one as { payment?: string }).payment === order.reference,
    )
    expect(dispute?.evidence).toEqual({
      product_description: "Two hand-thrown mugs, chalk, 300 ml.",
      shipping_tracking_number: "1Z-EXAMPLE-0001",
    })
  })

  it("warns of fraud with the provider's reason, and of an authorization that ends within 2 days", async () => {
    const order = await desk.paidOrder()
    const database = new Client({ connectionString: shop.databaseUrl })
    await database.connect()
    await database.query("update payment set data = data || jsonb_build_object('expires_at', $2::text) where id = $1", [
      order.paymentId,
      new Date(Date.now() + 30 * 3_600_000).toISOString(),
    ])
    await database.end()
    await desk.happen(order, { act: "fraud_warned", reason: "made_with_stolen_card" })
    await open(order)
    await widget()
      .getByText(/warns of fraud: made with stolen card/i)
      .waitFor()
    await widget().getByText("Nothing is captured yet").waitFor()
    await dashboard.pictures("payments-warned", widget())
  })

  it("says that an authorization ended at the provider", async () => {
    const order = await desk.paidOrder()
    await desk.happen(order, { act: "expired" })
    await open(order)
    await widget().getByText("Ended by the provider").waitFor()
  })

  it("shows 12 movements of yen, the newest first, with what was refused among them", async () => {
    const order = await desk.paidOrder({
      region: "Japan",
      scenarios: { capture: [...Array<string>(5).fill("ok"), "decline"] },
    })
    for (let n = 0; n < 5; n++) {
      await merchant.post(`/admin/payments/${order.paymentId}/capture`, { amount: 400 + n }).expect(200)
    }
    await merchant.post(`/admin/payments/${order.paymentId}/capture`, { amount: 500 })
    for (let n = 0; n < 5; n++) {
      await merchant.post(`/admin/payments/${order.paymentId}/refund`, { amount: 100 + n }).expect(200)
    }
    await open(order)
    await widget().getByText("Refunded in part").waitFor()
    const rows = await widget().getByRole("listitem").allInnerTexts()
    expect(rows[0]).toMatch(/^Refund · ¥104/)
    expect(rows).toHaveLength(12)
    await dashboard.pictures("payments-many", widget())
  })

  it("ran without an error in the page and without an answer of 500 or more", () => {
    expect(dashboard.problems).toEqual([])
  })
})
