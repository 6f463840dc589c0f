import { mkdirSync } from "node:fs"
import path from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import type { HttpTypes } from "@medusajs/types"
import type { Browser, Page } from "playwright-core"
import { adminDesk } from "../support/admin-desk"
import { chromiumIsAvailable, launchChromium } from "../support/chromium"
import { runningShop } from "../support/running-shop"
import { ROOT } from "../support/start-command"
import { Storefront } from "../support/storefront"

/** What README.md shows. Only asked for, so that an ordinary run changes no file: SCREENSHOTS=write npm test -- --selectProjects browser */
const PICTURES = process.env["SCREENSHOTS"] === "write" ? path.join(ROOT, "docs", "pictures") : undefined

const withBrowser = chromiumIsAvailable() ? describe : describe.skip
if (!chromiumIsAvailable())
  console.log("skipped: no Chromium at /usr/bin/chromium or CHROMIUM_PATH, so the dashboard was not opened.")

withBrowser("the dashboard that npm start serves", () => {
  const shop = runningShop()
  let browser: Browser
  let page: Page
  let order: HttpTypes.StoreOrder
  const problems: string[] = []

  beforeAll(async () => {
    order = await firstOrder()
    browser = await launchChromium()
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      colorScheme: "light",
      locale: "en-US",
    })
    page = await context.newPage()
    page.on("pageerror", (error) => problems.push(error.message))
    page.on("response", (response) => {
      if (response.status() >= 500) problems.push(`${response.status()} ${response.url()}`)
    })
  })

  afterAll(() => browser.close())

  async function picture(name: string): Promise<void> {
    await page.waitForLoadState("networkidle")
    const shot = await page.screenshot(PICTURES ? { path: path.join(PICTURES, `${name}.png`) } : {})
    // An empty page compresses to almost nothing.
    expect(shot.byteLength).toBeGreaterThan(20_000)
  }

  it("asks for a login at /app and accepts the admin's", async () => {
    if (PICTURES) mkdirSync(PICTURES, { recursive: true })
    await page.goto(`${shop.baseUrl}/app`)
    await page.getByPlaceholder("Email").fill(shop.adminEmail)
    await page.getByPlaceholder("Password").fill(shop.adminPassword)
    await page.getByRole("button", { name: /continue with email/i }).click()
    await page.waitForURL("**/app/orders")
    // The session cookie came over plain http, so the next page knows us too.
    await page.reload()
    await page.getByRole("heading", { name: "Orders" }).waitFor()
  })

  it("lists the order and opens it with its lines, total and customer", async () => {
    await page
      .getByText(`#${order.display_id ?? ""}`, { exact: true })
      .first()
      .click()
    await page.waitForURL(`**/app/orders/${order.id}`)
    for (const item of order.items ?? [])
      await page
        .getByText(item.product_title ?? "", { exact: true })
        .first()
        .waitFor()
    await page
      .getByText(order.email ?? "")
      .first()
      .waitFor()
    await page
      .getByText(new RegExp(`\\$${order.total.toFixed(2).replace(".", "\\.")}`))
      .first()
      .waitFor()
    await picture("order")
  })

  it("shows the demo products with the pictures the shop serves itself", async () => {
    await page.goto(`${shop.baseUrl}/app/products`)
    await page.getByRole("heading", { name: "Products" }).waitFor()
    await page.locator("table img").first().waitFor()
    await page.waitForLoadState("networkidle")
    const widths = await page
      .locator("table img")
      .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth))
    expect(widths.length).toBeGreaterThan(10)
    expect(widths.filter((width) => width === 0)).toEqual([])
    await picture("products")
  })

  it("met no script error and no answer of 500 or above on the way", () => {
    expect(problems).toEqual([])
  })

  async function firstOrder(): Promise<HttpTypes.StoreOrder> {
    const storefront = new Storefront(shop.baseUrl, shop.publishableKey)
    const skus = await storefront.skusInStock("United States")
    const bought = await storefront.buy({
      region: "United States",
      email: "ada.browser@example.com",
      address: {
        first_name: "Ada",
        last_name: "Browser",
        address_1: "12 Harbor Lane",
        city: "Portland",
        province: "us-or",
        postal_code: "97201",
        country_code: "us",
      },
      lines: skus.slice(0, 2).map((sku) => ({ sku, quantity: 2 })),
    })
    const admin = await adminDesk(shop)
    const { order: seen } = await admin.admin.order.retrieve(bought.id)
    expect(seen.total).toBe(bought.total)
    return bought
  }
})
