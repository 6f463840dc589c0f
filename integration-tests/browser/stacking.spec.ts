import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import { chromiumIsAvailable } from "../support/chromium"
import { Merchant } from "../support/merchant"
import { openDashboard, type Dashboard } from "../support/open-dashboard"
import { runningShop } from "../support/running-shop"

// Never applies to anybody's cart, so that specs that run beside this one see their own prices.
const entry = (id: string, priority: number, more: object = {}) => ({
  id,
  priority,
  stacks_with: "any",
  conditions: { markets: ["AQ"], cart_contains: { any_of_categories: ["hoodies"] } },
  action: { type: "percent_off", value: 5 + priority },
  ...more,
})
const ENTRIES = [
  entry("looked_spring", 30),
  entry("looked_code", 20, { codes: ["SPRING20"], group: "codes" }),
  entry("looked_alone", 10, { exclusive: true, status: "draft" }),
  entry("looked_shipping", 5, { action: { type: "free_shipping" }, lane: 1 }),
]

const withBrowser = chromiumIsAvailable() ? describe : describe.skip

withBrowser("the stacking pages of the dashboard", () => {
  const shop = runningShop()
  let dashboard: Dashboard
  let page: Dashboard["page"]
  let pictures: Dashboard["pictures"]
  let merchant: Merchant

  beforeAll(async () => {
    merchant = await Merchant.login(shop)
    dashboard = await openDashboard(shop, "stacking")
    ;({ page, pictures } = dashboard)
  })
  afterAll(async () => {
    for (const { id } of ENTRIES) await merchant.delete(`/admin/stacking/entries/${id}`)
    await dashboard.browser.close()
  })

  it("says what to do where there is no entry", async () => {
    await page.goto(`${shop.baseUrl}/app/stacking?q=nothing_is_called_this`)
    await page.getByRole("heading", { name: "Stacking" }).waitFor()
    await page.waitForLoadState("networkidle")
    await pictures("stacking-empty")
  })

  it("lists 4 entries in the order in which they apply", async () => {
    expect((await merchant.post("/admin/stacking/entries", ENTRIES)).status).toBe(200)
    await page.goto(`${shop.baseUrl}/app/stacking?q=looked_`)
    await page.getByText("looked_shipping").first().waitFor()
    const rows = await page.locator("tbody tr").allInnerTexts()
    const shown = rows.map((row) => /looked_\w+/.exec(row)?.[0]).filter(Boolean)
    expect(shown).toEqual(["looked_spring", "looked_code", "looked_alone", "looked_shipping"])
    await pictures("stacking")
  })

  it("shows one entry in words, with its text and a preview", async () => {
    await page.goto(`${shop.baseUrl}/app/stacking/entries/looked_spring`)
    await page.getByRole("heading", { name: "looked_spring" }).waitFor()
    await page.locator("textarea").first().waitFor()
    await page.waitForLoadState("networkidle")
    await pictures("stacking-entry")
  })

  it("simulates a cart and shows the trace", async () => {
    await page.goto(`${shop.baseUrl}/app/stacking/simulator`)
    await page
      .getByRole("heading", { name: /simulator/i })
      .first()
      .waitFor()
    await page.waitForLoadState("networkidle")
    await pictures("stacking-simulator")
  })

  it("runs the live entries over the carts of the last 7 days, and nothing would change", async () => {
    await page.goto(`${shop.baseUrl}/app/stacking/shadow`)
    await page.getByRole("button", { name: "Take the live entries" }).click()
    await page.waitForFunction(() => document.querySelector("textarea")?.value.includes("looked_spring"))
    await page.getByRole("button", { name: "Run" }).click()
    await page.getByText(/carts were priced again|No cart was priced/).waitFor()
    await pictures("stacking-shadow")
  })

  it("ran without an error in the page and without an answer of 500 or more", () => {
    expect(dashboard.problems).toEqual([])
  })
})
