import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import { chromiumIsAvailable } from "../support/chromium"
import { LifecycleDesk, type PlacedOrder } from "../support/lifecycle-desk"
import { Merchant } from "../support/merchant"
import { openDashboard, type Dashboard } from "../support/open-dashboard"
import { runningShop } from "../support/running-shop"

const withBrowser = chromiumIsAvailable() ? describe : describe.skip

withBrowser("an order's states in the dashboard", () => {
  const shop = runningShop()
  let dashboard: Dashboard
  let page: Dashboard["page"]
  let pictures: Dashboard["pictures"]
  let desk: LifecycleDesk
  let order: PlacedOrder

  beforeAll(async () => {
    desk = new LifecycleDesk(shop, await Merchant.login(shop))
    order = await desk.order({ lines: 2 })
    dashboard = await openDashboard(shop, "lifecycle")
    ;({ page, pictures } = dashboard)
  })
  afterAll(() => dashboard.browser.close())

  it("shows what an authorized order accepts, and why it does not accept the rest", async () => {
    await page.goto(`${shop.baseUrl}/app/orders/${order.id}`)
    await page.getByRole("button", { name: "Capture", exact: true }).last().waitFor()
    await page.getByText(/Not possible now/).click()
    await page
      .getByText(/does not accept shipment.created/)
      .first()
      .waitFor()
    await pictures("order-authorized")
  })

  it("captures by its button, once, and shows it in the timeline", async () => {
    await page.goto(`${shop.baseUrl}/app/orders/${order.id}`)
    await page.getByRole("button", { name: "Capture", exact: true }).last().click()
    await page.getByText("The payment is captured at its provider.").waitFor()
    await pictures("order-capture")
    await page.getByRole("dialog").getByRole("button", { name: "Capture", exact: true }).click()
    await page.getByText("Payment captured").first().waitFor()
    const { state, log } = await desk.lifecycle(order.id)
    expect(state).toBe("captured")
    expect(log.filter(({ event }) => event === "payment.captured")).toMatchObject([{ actor: { type: "user" } }])
  })

  it("shows a long history, and the order as it was", async () => {
    await desk.ship(order, order.items.slice(0, 1))
    await desk.send(order.id, "refund.partial", { facts: { amount: "100" } })
    await desk.send(order.id, "payment.authorized", { facts: { amount: "1", payment: "pay_none" } })
    await desk.send(order.id, "refund.partial", { facts: { amount: "99999999" } })
    for (let round = 0; round < 6; round++) {
      await desk.send(order.id, "chargeback.notice")
      await desk.send(order.id, "chargeback.won")
    }
    await page.goto(`${shop.baseUrl}/app/orders/${order.id}`)
    await page.getByText("Dispute won").first().waitFor()
    await pictures("order-history")
    const { log } = await desk.lifecycle(order.id)
    const then = log.find(({ to }) => to === "captured")
    await page.goto(`${shop.baseUrl}/app/orders/${order.id}?as_of=${encodeURIComponent(then?.at ?? "")}`)
    await page
      .getByRole("button", { name: /Back to now/ })
      .first()
      .waitFor()
    expect(await page.getByRole("button", { name: "Ship the rest" }).count()).toBe(0)
    await pictures("order-as-it-was")
  })

  it("opens a review by its button: capturing is off with the reason, and on again when it is approved", async () => {
    const reviewed = await desk.order()
    await page.goto(`${shop.baseUrl}/app/orders/${reviewed.id}`)
    await page.getByRole("button", { name: "Open a review" }).click()
    await page.getByRole("dialog").getByRole("button", { name: "Open a review" }).click()
    await page.getByRole("button", { name: "Reject", exact: true }).waitFor()
    await page.getByText(/Not possible now/).click()
    await page
      .getByText(/does not accept payment.captured: its review is open. Approve the review, or reject it./)
      .first()
      .waitFor()
    await pictures("order-review")
    await page.getByRole("button", { name: "Approve", exact: true }).click()
    await page.getByRole("dialog").getByRole("button", { name: "Approve", exact: true }).click()
    await page.getByText("Review approved").first().waitFor()
    const { axes, state } = await desk.lifecycle(reviewed.id)
    expect([axes["review"], state]).toEqual(["approved", "authorized"])
  })

  it("draws the machine with its tables, and counts the orders in each state", async () => {
    await page.goto(`${shop.baseUrl}/app/lifecycle`)
    await page.locator("svg[viewBox] title, svg[role=img]").first().waitFor({ state: "attached" })
    await page.getByText("Partially fulfilled").first().waitFor()
    await pictures("machine")
  })

  it("lists what was refused, and finds no difference between log and state", async () => {
    await page.goto(`${shop.baseUrl}/app/lifecycle/refusals`)
    await page.locator("tbody tr").first().waitFor()
    await pictures("refusals")
    await page.goto(`${shop.baseUrl}/app/lifecycle/refusals?order_id=order_nobody_knows`)
    await page.waitForLoadState("networkidle")
    await pictures("refusals-empty")
    await page.goto(`${shop.baseUrl}/app/lifecycle/differences`)
    await page.getByRole("button", { name: "Check now" }).click()
    await page.waitForLoadState("networkidle")
    await pictures("differences")
  })

  it("ran without an error in the page and without an answer of 500 or more", () => {
    expect(dashboard.problems).toEqual([])
  })
})
