import { MessageLogModuleService } from "@holdfast/message-log"
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import { chromiumIsAvailable } from "../support/chromium"
import { openDashboard, type Dashboard } from "../support/open-dashboard"
import { runningShop } from "../support/running-shop"

const withBrowser = chromiumIsAvailable() ? describe : describe.skip

const SOURCE = "pp_stripe_browser"
const OTHER = "pp_adyen_browser"

withBrowser("the webhook inbox in the dashboard", () => {
  const shop = runningShop()
  const inbox = new MessageLogModuleService(
    {
      __pg_connection__: { client: { connectionSettings: { connectionString: shop.databaseUrl } } },
      logger: console,
    } as never,
    { inbox: { triesUntilParked: 2 } },
  )
  const page = () => dashboard.page
  let dashboard: Dashboard

  const told = (id: string, key: string, kind: string) => ({
    ...{ id, key, kind },
    occurredAt: new Date(Date.UTC(2026, 10, 21, 9) + Number(id.split("_")[1]) * 1_000).toISOString(),
    payload: {
      providerEvent: kind.includes("dispute") ? "charge.dispute.created" : "payment_intent.succeeded",
      paymentReference: key,
      sessionId: "payses_01M7ZG2V0WY4C1S8Q0Z3J9K5TN",
      amount: "129.90",
      currencyCode: "eur",
      data: {
        attempt: 1,
        risk: { level: "normal", score: 12 },
        note: "The issuer asked for nothing, and the address was checked by street and postal code.",
      },
    },
  })
  const few = [
    told("evt_1", "pi_3Qh1aZ2eZvKYlo2C0001", "payment.authorized"),
    told("evt_2", "pi_3Qh1aZ2eZvKYlo2C0002", "capture.confirmed"),
    told("evt_3", "pi_3Qh1aZ2eZvKYlo2C0002", "refund.confirmed"),
    told("evt_4", "pi_3Qh1aZ2eZvKYlo2C0003", "dispute.opened"),
    told("evt_5", "pi_3Qh1aZ2eZvKYlo2C0004", "capture.failed"),
  ]
  const work = () =>
    inbox.processInbox(SOURCE, ({ id }) => {
      if (id === "evt_4") {
        const reason = "No order has the payment session payses_01M7ZG2V0WY4C1S8Q0Z3J9K5TN yet."
        return Promise.resolve({ state: "waits", reason })
      }
      if (id === "evt_2")
        return Promise.reject(new Error("The captured amount of 129.90 EUR is above the authorized 99.90 EUR."))
      if (id === "evt_5") return Promise.reject(new Error("connect ECONNREFUSED 127.0.0.1:5432"))
      return Promise.resolve({ state: "done" })
    })
  const open = async (query: string) => {
    await page().goto(`${shop.baseUrl}/app/inbox${query}`)
    await page().getByRole("heading", { name: "Webhook inbox" }).waitFor()
  }

  beforeAll(async () => {
    dashboard = await openDashboard(shop, "inbox")
  })
  afterAll(async () => {
    await dashboard.browser.close()
    await inbox.__hooks.onApplicationShutdown()
  })

  it("says that nothing is like that when 0 messages fit", async () => {
    await open("?q=nobody-has-this")
    await page().getByText("No message is like that").waitFor()
    await dashboard.pictures("inbox-empty")
  })

  it("lists 5 messages with what each waits for, and counts them by state", async () => {
    await inbox.receive(SOURCE, few)
    await work()
    await inbox.replayMessage(
      (await inbox.inbox({ q: "evt_5", source: SOURCE, limit: 1, offset: 0 })).messages[0]?.id ?? "",
    )
    for (let time = 0; time < 2; time++) {
      await work()
      const [failed] = (await inbox.inbox({ q: "evt_5", source: SOURCE, limit: 1, offset: 0 })).messages
      if (time === 0 && failed) await inbox.parkMessage(failed.id)
    }
    await open(`?source=${SOURCE}`)
    await page()
      .getByText(/^No order has the payment session/)
      .waitFor()
    expect(await page().locator("tbody tr").count()).toBe(5)
    await dashboard.pictures("inbox-few")
  })

  it("shows what 1 message waits for, what was tried, and its payload", async () => {
    await page().getByRole("button", { name: "dispute.opened" }).click()
    const drawer = page().getByRole("dialog")
    await drawer.getByText("Waits for").first().waitFor()
    await drawer.getByText('"level": "normal"').waitFor()
    await dashboard.pictures("message-waiting")
    await page().keyboard.press("Escape")
    await drawer.waitFor({ state: "hidden" })
  })

  it("leads from 1 message to the one that it stands behind, which is parked so that the other one goes on", async () => {
    await page().getByRole("button", { name: "refund.confirmed" }).click()
    const drawer = page().getByRole("dialog")
    await drawer.getByText("Not its turn").waitFor()
    await dashboard.pictures("message-behind")
    await drawer.getByRole("button", { name: "capture.confirmed (failed)" }).click()
    await drawer.getByText("above the authorized").first().waitFor()
    await drawer.getByRole("button", { name: "Park" }).click()
    await page().getByRole("alertdialog").getByRole("button", { name: "Park" }).click()
    await drawer.getByText("Nothing happens until somebody replays it.").waitFor()
    await page().getByText("It is parked.").waitFor()
    expect(await work()).toMatchObject({ done: 1 })
  })

  it("replays the parked message, and asks before it replays 1 that is done", async () => {
    const drawer = page().getByRole("dialog")
    await drawer.getByRole("button", { name: "Replay" }).click()
    await page().getByText("It is handled again, in its turn.").waitFor()
    await drawer.getByText("Pending").waitFor()
    await page().keyboard.press("Escape")
    await drawer.waitFor({ state: "hidden" })
    await page().getByRole("button", { name: "payment.authorized" }).click()
    await drawer.getByRole("button", { name: "Replay" }).click()
    await page().getByRole("alertdialog").getByText("Handle it once more?").waitFor()
    await page().getByRole("alertdialog").getByRole("button", { name: "Cancel" }).click()
  })

  it("says of 1 message that is gone that it is gone", async () => {
    await page().goto(`${shop.baseUrl}/app/inbox?message=inb_nobody`)
    await page().getByRole("dialog").getByText("The inbox has no message").waitFor()
  })

  it("pages through 300 messages of 2 providers and narrows them down", async () => {
    const many = Array.from({ length: 300 }, (_, n) => told(`evt_${n + 100}`, `pi_many_${n % 40}`, "capture.confirmed"))
    await inbox.receive(OTHER, many)
    await inbox.processInbox(OTHER, ({ key }) =>
      Promise.resolve(
        key.endsWith("7") ? { state: "waits", reason: "No order has this payment session yet." } : { state: "done" },
      ),
    )
    await open(`?source=${OTHER}&page=3`)
    await page().getByText("76").first().waitFor()
    await dashboard.pictures("inbox-many")
    await page()
      .getByRole("group", { name: "Messages by state" })
      .getByRole("button", { name: /Waiting/ })
      .click()
    await page().waitForURL(/state=waiting/)
    await page().getByRole("searchbox").fill("pi_many_17")
    await page().getByRole("searchbox").press("Enter")
    await page().waitForURL(/q=pi_many_17/)
    await page().locator("tbody tr").first().waitFor()
  })

  it("ran without an error in the page and without an answer of 500 or more", () => {
    expect(dashboard.problems).toEqual([])
  })
})
