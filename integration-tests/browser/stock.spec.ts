import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import type Medusa from "@medusajs/js-sdk"
import { adminDesk } from "../support/admin-desk"
import { chromiumIsAvailable } from "../support/chromium"
import { SPECIAL } from "../support/demo-catalogue"
import { openDashboard, type Dashboard } from "../support/open-dashboard"
import { runningShop } from "../support/running-shop"
import { Storefront } from "../support/storefront"

interface Level {
  readonly item_id: string
  readonly sku: string
  readonly location_id: string
  readonly atp: number
  readonly held: number
}

const withBrowser = chromiumIsAvailable() ? describe : describe.skip

withBrowser("the stock pages of the dashboard", () => {
  const shop = runningShop()
  let dashboard: Dashboard
  let page: Dashboard["page"]
  let pictures: Dashboard["pictures"]
  let desk: Medusa
  let item: string
  let receipt: string
  const levelsOf = async (q: string) =>
    (await desk.client.fetch<{ levels: Level[] }>("/admin/atp/levels", { query: { q } })).levels

  beforeAll(async () => {
    desk = await adminDesk(shop)
    const front = new Storefront(shop.baseUrl, shop.publishableKey)
    const region = await front.region("United States")
    const variant = await front.variant(SPECIAL.fiveLeft, region.id)
    const { cart } = await front.sdk.store.cart.create({ region_id: region.id })
    await front.sdk.store.cart.createLineItem(cart.id, { variant_id: variant.id, quantity: 2 })
    item = (await levelsOf(SPECIAL.fiveLeft))[0]?.item_id ?? ""
    const inTenDays = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10)
    const [level] = await levelsOf(SPECIAL.fiveLeft)
    const made = await desk.client.fetch<{ receipt: { id: string } }>("/admin/atp/receipts", {
      method: "POST",
      body: { item_id: item, location_id: level?.location_id, quantity: 12, expected_day: inTenDays },
    })
    receipt = made.receipt.id
    dashboard = await openDashboard(shop, "stock")
    ;({ page, pictures } = dashboard)
  })
  afterAll(async () => {
    // Other specs sell the same units, and would be promised these.
    await desk.client.fetch(`/admin/atp/receipts/${receipt}`, { method: "DELETE" })
    await dashboard.browser.close()
  })

  it("lists levels under Inventory > Availability with the API's figures, 50 to a page", async () => {
    await page.goto(`${shop.baseUrl}/app/availability`)
    await page.getByRole("heading", { name: "Availability" }).waitFor()
    await page.locator("tbody tr a").first().waitFor()
    expect(await page.locator("tbody tr").count()).toBe(50)
    await pictures("availability")
    await page.getByRole("searchbox").fill(SPECIAL.fiveLeft)
    await page.waitForURL(/q=/)
    const levels = await levelsOf(SPECIAL.fiveLeft)
    await page.waitForFunction((count) => document.querySelectorAll("tbody tr").length === count, levels.length)
    const shown = await page.locator("tbody tr td:last-child").allInnerTexts()
    expect(shown.map((text) => Number(text))).toEqual(levels.map((level) => level.atp))
  })

  it("says so when nothing matches", async () => {
    await page.goto(`${shop.baseUrl}/app/availability?q=nothing-is-called-this`)
    await page.getByText("No level matches.").waitFor()
    await pictures("availability-empty")
  })

  it("opens one SKU with its chart, its hold counting down, its receipt and its movements", async () => {
    await page.goto(`${shop.baseUrl}/app/availability/${item}`)
    await page.getByRole("heading", { name: SPECIAL.fiveLeft }).waitFor()
    await page.locator("svg.recharts-surface").first().waitFor()
    await page
      .getByText(/^\d+:\d\d$/)
      .first()
      .waitFor()
    await page.getByText("hold changed").first().waitFor()
    await pictures("item")
  })

  it("explains an answer in sentences", async () => {
    await page.getByRole("button", { name: "Explain" }).click()
    await page.getByLabel("Units").fill("10")
    await page.getByRole("dialog").locator("li").first().waitFor()
    await pictures("explain")
    await page.keyboard.press("Escape")
  })

  it("requests a transfer of 1 unit to another location, and cancels it", async () => {
    const [level] = await levelsOf(SPECIAL.split)
    await page.goto(`${shop.baseUrl}/app/availability/${level?.item_id ?? ""}`)
    await page.getByRole("button", { name: "Transfer", exact: true }).click()
    await pictures("transfer")
    await page.getByRole("combobox", { name: "To" }).click()
    await page.getByRole("option").first().click()
    await page.getByLabel("Units").fill("1")
    await page.getByLabel("Expected day").fill(new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10))
    await page.getByRole("button", { name: "Request" }).click()
    const row = page.getByRole("row", { name: /Transfer requested/ })
    await row.getByRole("button", { name: "Cancel" }).click()
    await page.getByRole("button", { name: /continue|confirm|delete/i }).click()
    await row.waitFor({ state: "detached" })
    await page.goto(`${shop.baseUrl}/app/availability/${item}`)
  })

  it("sets a lead time of 9 days, and takes it away again", async () => {
    for (const days of ["9", ""]) {
      await page.getByRole("button", { name: "Policy" }).click()
      await page.getByLabel("Lead time in days").fill(days)
      if (days) await pictures("item-policy")
      await page.getByRole("button", { name: "Save" }).click()
      await page.getByRole("dialog").waitFor({ state: "detached" })
      const { item_policy: policy } = await desk.client.fetch<{ item_policy: { lead_time_days: number | null } }>(
        `/admin/atp/item-policies/${item}`,
      )
      expect(policy.lead_time_days).toBe(days ? 9 : null)
    }
  })

  it("releases a hold after asking, and its units are available at once", async () => {
    const before = (await levelsOf(SPECIAL.fiveLeft)).reduce((sum, level) => sum + level.held, 0)
    expect(before).toBeGreaterThan(0)
    await page.getByRole("button", { name: "Release" }).first().click()
    await page.getByRole("button", { name: /continue|confirm|delete/i }).click()
    await page.getByText("No cart holds this item now.").waitFor()
    expect((await levelsOf(SPECIAL.fiveLeft)).reduce((sum, level) => sum + level.held, 0)).toBe(0)
  })

  it("shows how channels hold and how locations rank, and changes one", async () => {
    await page.goto(`${shop.baseUrl}/app/availability/policies`)
    await page.getByRole("heading", { name: "Hold policies" }).waitFor()
    await page.getByText("Every other channel").waitFor()
    await pictures("policies")
    await page
      .getByRole("row", { name: /Rotterdam/ })
      .getByRole("button", { name: "Edit" })
      .click()
    await page.getByLabel("Priority").fill("7")
    await page.getByRole("button", { name: "Save" }).click()
    await page.getByRole("row", { name: /Rotterdam 7/ }).waitFor()
  })

  it("ran without an error in the page and without an answer of 500 or more", () => {
    expect(dashboard.problems).toEqual([])
  })
})
