import { mkdirSync } from "node:fs"
import path from "node:path"
import { Client } from "pg"
import type { Browser, Page } from "playwright-core"
import { serveStorefront } from "../../demo-shop/storefront/serve-storefront"
import { startSandboxProcess, type SandboxProcess } from "../../sandboxes/kit"
import { launchChromium } from "./chromium"
import type { RunningShop } from "./running-shop"
import { startOwnShop } from "./own-shop"
import { ROOT } from "./start-command"

const STRIPE_SECRET = "whsec_storefront"
const ADYEN_KEY = "5e".repeat(32)
const ADYEN_CLIENT_KEY = "test_STOREFRONT"

// The template was seeded for a shop without these two.
const OFFER_BOTH = `insert into region_payment_provider (id, region_id, payment_provider_id)
select 'regpp_' || provider.id || region.id, region.id, provider.id from region, payment_provider provider
 where provider.id in ('pp_stripe_stripe', 'pp_adyen_adyen')`

export interface DemoStorefront {
  readonly page: Page
  readonly url: string
  readonly stripe: SandboxProcess
  readonly adyen: SandboxProcess
  /** Errors in the page, and answers of 500 or more. */
  readonly problems: readonly string[]
  readonly database: Client
  /** The page as it is; only when pictures are asked for. */
  readonly pictures: (name: string) => Promise<void>
  readonly stop: () => Promise<void>
}

/** What `npm start` gives a newcomer: Stripe and Adyen played on this machine, a shop that speaks to them, its storefront. */
export async function openDemoStorefront(shop: RunningShop): Promise<DemoStorefront> {
  const closers: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const close of closers.reverse()) await close()
  }
  try {
    const [stripe, adyen] = await Promise.all(["stripe", "adyen"].map((name) => startSandboxProcess(name)))
    if (!stripe || !adyen) throw new Error("Two names, two sandboxes.")
    closers.push(() => Promise.all([stripe.stop(), adyen.stop()]))
    const settings = {
      STRIPE_API_KEY: "sk_test_storefront",
      STRIPE_WEBHOOK_SECRET: STRIPE_SECRET,
      STRIPE_API_URL: stripe.url,
      ADYEN_API_KEY: "adyen-sandbox-HoldfastTest",
      ADYEN_MERCHANT_ACCOUNT: "HoldfastTest",
      ADYEN_HMAC_KEY: ADYEN_KEY,
      ADYEN_CLIENT_KEY,
      ADYEN_API_URL: adyen.url,
    }
    const own = await startOwnShop(shop, "storefront", settings)
    closers.push(() => own.stop())
    const { baseUrl: backendUrl, databaseUrl } = own
    await stripe.endpoints([{ url: `${backendUrl}/hooks/psp/pp_stripe_stripe`, secrets: [STRIPE_SECRET] }])
    await adyen.endpoints([{ url: `${backendUrl}/hooks/psp/pp_adyen_adyen`, secrets: [ADYEN_KEY] }])

    const database = new Client({ connectionString: databaseUrl })
    await database.connect()
    closers.push(() => database.end())
    await database.query(OFFER_BOTH)
    const served = await serveStorefront({
      port: 0,
      backendUrl,
      publishableKey: shop.publishableKey,
      standIns: {
        stripe: { url: stripe.url, clientKey: "pk_test_storefront" },
        adyen: { url: adyen.url, clientKey: ADYEN_CLIENT_KEY },
      },
    })
    closers.push(served.close)
    const browser = await launchChromium()
    closers.push(() => browser.close())
    return { url: served.url, stripe, adyen, database, stop, ...(await openPage(browser)) }
  } catch (error) {
    await stop()
    throw error
  }
}

async function openPage(browser: Browser): Promise<Pick<DemoStorefront, "page" | "problems" | "pictures">> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: "light", locale: "en-US" })
  page.setDefaultTimeout(15_000)
  const problems: string[] = []
  page.on("pageerror", (error) => problems.push(error.message))
  page.on("response", (response) => {
    if (response.status() >= 500) problems.push(`${response.status()} ${response.url()}`)
  })
  const asked = process.env["SCREENSHOTS"] === "write"
  return { page, problems, pictures: async (name) => (asked ? take(page, name) : undefined) }
}

async function take(page: Page, name: string): Promise<void> {
  const folder = path.join(ROOT, "docs", "pictures", "storefront")
  mkdirSync(folder, { recursive: true })
  for (const [width, colorScheme] of [
    [1280, "light"],
    [768, "dark"],
  ] as const) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 900 })
    await page.waitForLoadState("networkidle")
    await page.screenshot({ path: path.join(folder, `${name}-${width}-${colorScheme}.png`) })
  }
  await page.emulateMedia({ colorScheme: "light" })
  await page.setViewportSize({ width: 1280, height: 900 })
}
