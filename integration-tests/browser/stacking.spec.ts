import { mkdirSync } from "node:fs"
import path from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import type { Browser, Page } from "playwright-core"
import { chromiumIsAvailable, launchChromium } from "../support/chromium"
import { Merchant } from "../support/merchant"
import { runningShop } from "../support/running-shop"
import { ROOT } from "../support/start-command"

/** Pictures to look at: SCREENSHOTS=write npm test -- --selectProjects browser */
const PICTURES = process.env["SCREENSHOTS"] === "write" ? path.join(ROOT, "docs", "pictures", "stacking") : undefined

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
  let browser: Browser
  let page: Page
  let merchant: Merchant
  const problems: string[] = []

  beforeAll(async () => {
    if (PICTURES) mkdirSync(PICTURES, { recursive: true })
    merchant = await Merchant.login(shop)
    browser = await launchChromium()
    const viewport = { width: 1280, height: 800 }
    const context = await browser.newContext({ viewport, colorScheme: "light", locale: "en-US" })
    page = await context.newPage()
    page.on("pageerror", (error) => problems.push(error.message))
    page.on("response", (response) => {
      if (response.status() >= 500) problems.push(`${response.status()} ${response.url()}`)
    })
    await page.goto(`${shop.baseUrl}/app`)
    await page.getByPlaceholder("Email").fill(shop.adminEmail)
    await page.getByPlaceholder("Password").fill(shop.adminPassword)
    await page.getByRole("button", { name: /continue with email/i }).click()
    await page.waitForURL("**/app/orders")
  })
  afterAll(async () => {
    for (const { id } of ENTRIES) await merchant.delete(`/admin/stacking/entries/${id}`)
    await browser.close()
  })

  /** The page as it is, wide and narrow, light and dark. */
  async function pictures(name: string): Promise<void> {
    if (!PICTURES) return
    for (const dark of [false, true]) {
      await page.evaluate((on) => {
        document.documentElement.classList.toggle("dark", on)
        document.documentElement.classList.toggle("light", !on)
      }, dark)
      for (const width of [1280, 768]) {
        await page.setViewportSize({ width, height: 900 })
        await page.waitForLoadState("networkidle")
        // Colours fade into one another.
        await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)))
        await page.screenshot({ path: path.join(PICTURES, `${name}-${width}-${dark ? "dark" : "light"}.png`) })
      }
    }
    await page.evaluate(() => {
      document.documentElement.classList.remove("dark")
    })
    await page.setViewportSize({ width: 1280, height: 800 })
  }

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
    await page.goto(`${shop.baseUrl}/app/stacking/looked_spring`)
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

  it("ran without an error in the page and without an answer of 500 or more", () => {
    expect(problems).toEqual([])
  })
})
