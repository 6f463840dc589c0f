import { mkdirSync } from "node:fs"
import path from "node:path"
import type { Browser, Locator, Page } from "playwright-core"
import { launchChromium } from "./chromium"
import type { RunningShop } from "./running-shop"
import { ROOT } from "./start-command"

export interface Dashboard {
  readonly browser: Browser
  readonly page: Page
  /** Errors in the page, and answers of 500 or more. */
  readonly problems: readonly string[]
  /** The page as it is, wide and narrow, light and dark, from this part of it on; only when pictures are asked for. */
  readonly pictures: (name: string, from?: Locator) => Promise<void>
}

/**
 * A merchant's browser, logged in.
 *
 * @param folder under docs/pictures, for pictures to look at: SCREENSHOTS=write npm test -- --selectProjects browser
 */
export async function openDashboard(shop: RunningShop, folder: string): Promise<Dashboard> {
  const browser = await launchChromium()
  const viewport = { width: 1280, height: 800 }
  const context = await browser.newContext({ viewport, colorScheme: "light", locale: "en-US" })
  const page = await context.newPage()
  const problems: string[] = []
  page.on("pageerror", (error) => problems.push(error.message))
  page.on("response", (response) => {
    if (response.status() >= 500) problems.push(`${response.status()} ${response.url()}`)
  })
  await page.goto(`${shop.baseUrl}/app`)
  await page.getByPlaceholder("Email").fill(shop.adminEmail)
  await page.getByPlaceholder("Password").fill(shop.adminPassword)
  await page.getByRole("button", { name: /continue with email/i }).click()
  await page.waitForURL("**/app/orders")
  const target = process.env["SCREENSHOTS"] === "write" ? path.join(ROOT, "docs", "pictures", folder) : undefined
  return {
    browser,
    page,
    problems,
    pictures: async (name, from) => (target ? take(page, target, name, from) : undefined),
  }
}

async function take(page: Page, folder: string, name: string, from?: Locator): Promise<void> {
  mkdirSync(folder, { recursive: true })
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
      await from?.evaluate((part) => {
        part.scrollIntoView({ block: "start" })
      })
      await page.screenshot({ path: path.join(folder, `${name}-${width}-${dark ? "dark" : "light"}.png`) })
    }
  }
  await page.evaluate(() => {
    document.documentElement.classList.remove("dark")
  })
  await page.setViewportSize({ width: 1280, height: 800 })
}
