import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import { chromiumIsAvailable } from "../support/chromium"
import { openDemoStorefront, type DemoStorefront } from "../support/demo-storefront"
import { runningShop } from "../support/running-shop"

const withBrowser = chromiumIsAvailable() ? describe : describe.skip

type Provider = "Stripe" | "Adyen"
/** What a sandbox holds of its one account, as far as this suite looks. */
interface Books {
  readonly payment_intents?: readonly { readonly amount: number; readonly currency: string; readonly status: string }[]
  readonly payments?: readonly {
    readonly amount: { readonly value: number; readonly currency: string }
    readonly status: string
  }[]
}

withBrowser("the demo's storefront", () => {
  let demo: DemoStorefront
  const page = () => demo.page
  const button = (name: string | RegExp) => page().getByRole("button", { name })

  /** Amounts that the providers hold for the shop, in their own smallest unit: Stripe's, then Adyen's. */
  const held = async (): Promise<readonly string[]> => {
    const [stripe, adyen] = await Promise.all(
      [demo.stripe, demo.adyen].map(async (sandbox) => {
        const { accounts, violations } = await sandbox.state()
        expect(violations).toEqual([])
        return Object.values(accounts)[0] as Books | undefined
      }),
    )
    return [
      ...(stripe?.payment_intents ?? [])
        .filter(({ status }) => status === "requires_capture" || status === "succeeded")
        .map(({ amount, currency }) => `stripe ${amount} ${currency}`),
      ...(adyen?.payments ?? [])
        .filter(({ status }) => status === "authorised")
        .map(({ amount }) => `adyen ${amount.value} ${amount.currency.toLowerCase()}`),
    ]
  }

  /** The shop has plenty of these three. */
  const add = (title: "Balance Coffee Scale" | "Beacon Lantern" | "Cabin Candle") =>
    page().getByRole("article", { name: title, exact: true }).getByRole("button").click()

  const orders = async (): Promise<readonly number[]> => {
    const { rows } = await demo.database.query<{ display_id: number }>(
      'select display_id from "order" order by display_id',
    )
    return rows.map(({ display_id }) => display_id)
  }

  /** A cart with one article, and the provider's card form below it. */
  const comeToPay = async (provider: Provider, region = "United States") => {
    await page().goto(`${demo.url}/?region=${encodeURIComponent(region)}`)
    await add("Beacon Lantern")
    await page().getByLabel(`Card, through ${provider}`).check()
    await button("Continue to payment").click()
    await page().getByLabel("Card number").waitFor()
  }

  const pay = async (card: string) => {
    await button(card).click()
    await button(/^Pay /).click()
  }

  /** What the page thanks for: the order's number, and its total in the currency's smallest unit. */
  const thanked = async (): Promise<{ readonly number: number; readonly minor: number }> => {
    const said = await page()
      .getByRole("status")
      .filter({ hasText: /^Order \d/ })
      .innerText()
    const [, number = "", total = ""] = /^Order (\d+), \D*([\d.,]*\d)/.exec(said) ?? []
    return { number: Number(number), minor: Number(total.replace(/[.,]/g, "")) }
  }

  /** The cart's total on the page, and what all that is above it comes to, in the currency's smallest unit. */
  const added = async () => {
    const shown = await page().locator("#cart .amount").allInnerTexts()
    const amounts = shown.map((text) => Number(text.replace(/[^\d-]/g, "")))
    return { total: amounts.at(-1), parts: amounts.slice(0, -1).reduce((sum, amount) => sum + amount, 0) }
  }

  /** Does `act`, and expects one more order, and one more amount held: the order's total, by this provider. */
  const expectOneOrder = async (provider: Provider, currency: string, act: () => Promise<void>) => {
    const [ordersBefore, heldBefore] = [await orders(), await held()]
    await act()
    const { number, minor } = await thanked()
    const newly = [...(await held())]
    for (const one of heldBefore) newly.splice(newly.indexOf(one), 1)
    expect(newly).toEqual([`${provider.toLowerCase()} ${minor} ${currency}`])
    expect(await orders()).toEqual([...ordersBefore, number])
  }

  beforeAll(async () => {
    demo = await openDemoStorefront(runningShop())
  })
  afterAll(() => demo.stop())

  it("shows 12 articles with prices, an empty cart, and no error", async () => {
    await page().goto(demo.url)
    await button("Add to cart").first().waitFor()
    expect(await button("Add to cart").count()).toBe(12)
    await page().getByText("It is empty.").waitFor()
    await demo.pictures("empty")
  })

  it("pays through Stripe with 4242… and shows the order's number", async () => {
    await expectOneOrder("Stripe", "usd", async () => {
      await page().goto(`${demo.url}/?region=United%20States`)
      await add("Beacon Lantern")
      await add("Cabin Candle")
      await button("Continue to payment").waitFor()
      // Two lines, so that nothing is pictured half-way.
      await page().getByRole("listitem").nth(1).waitFor()
      const { total, parts } = await added()
      expect(parts).toBe(total)
      await demo.pictures("cart")
      await button("Continue to payment").click()
      await pay("is paid")
      await thanked()
      await demo.pictures("thank-you")
    })
  })

  it("pays through Stripe with a card whose bank asks, in a currency without decimals, when the shopper approves", async () => {
    await expectOneOrder("Stripe", "jpy", async () => {
      await comeToPay("Stripe", "Japan")
      await pay("asks the bank")
      await page().getByRole("dialog").getByText("¥").waitFor()
      await demo.pictures("bank")
      await button("Approve").click()
    })
  })

  it("says so when the shopper refuses at the bank, and takes 1 other card for the same cart", async () => {
    await expectOneOrder("Stripe", "usd", async () => {
      await comeToPay("Stripe")
      await pay("asks the bank")
      await button("Refuse").click()
      const alert = page().getByRole("alert")
      expect(await alert.innerText()).toBe("Your bank did not approve the payment. Try again, or try another card.")
      await pay("is paid")
    })
  })

  it("says in words for shoppers that a card is declined, orders nothing, and takes 1 other card", async () => {
    await expectOneOrder("Stripe", "usd", async () => {
      const before = await orders()
      await comeToPay("Stripe")
      await pay("is declined")
      expect(await page().getByRole("alert").innerText()).toBe("Your card was declined. Try another card.")
      expect(await orders()).toEqual(before)
      await demo.pictures("declined")
      await pay("is paid")
    })
  })

  it("makes 1 order of 2 clicks on Pay", async () => {
    await expectOneOrder("Stripe", "usd", async () => {
      await comeToPay("Stripe")
      await button("is paid").click()
      await button(/^Pay /).evaluate((pressed: HTMLElement) => {
        pressed.click()
        pressed.click()
      })
    })
  })

  it("pays once when the shop's answer is lost and the shopper presses Pay again", async () => {
    await expectOneOrder("Stripe", "usd", async () => {
      await comeToPay("Stripe")
      // The shop has done it, and the page does not hear of it.
      await page().route(
        "**/complete",
        async (route) => {
          await route.fetch()
          await route.abort()
        },
        { times: 1 },
      )
      await pay("is paid")
      expect(await page().getByRole("alert").innerText()).toMatch(/nothing is paid or ordered twice/)
      await button(/^Pay /).click()
    })
  })

  it("begins the payment again when the cart changes, and holds the new total alone", async () => {
    await expectOneOrder("Adyen", "usd", async () => {
      await comeToPay("Adyen")
      await add("Balance Coffee Scale")
      await button("Continue to payment").click()
      await pay("is paid")
    })
  })

  it("pays through Adyen with a plain card", async () => {
    await expectOneOrder("Adyen", "eur", async () => {
      await comeToPay("Adyen", "Euro zone")
      await pay("is paid")
    })
  })

  it("pays through Adyen with a card whose bank asks, when the shopper approves", async () => {
    await expectOneOrder("Adyen", "jpy", async () => {
      await comeToPay("Adyen", "Japan")
      await pay("asks the bank")
      await button("Approve").click()
    })
  })

  it("does not say why Adyen refuses a card, and takes 1 other card after a bank that was refused as well", async () => {
    await expectOneOrder("Adyen", "eur", async () => {
      const refused = "The payment was refused. Try another card, or another way to pay."
      const alert = page().getByRole("alert")
      await comeToPay("Adyen", "Euro zone")
      await pay("is declined")
      expect(await alert.innerText()).toBe(refused)
      await pay("asks the bank")
      await alert.waitFor({ state: "hidden" })
      await button("Refuse").click()
      expect(await alert.innerText()).toBe(refused)
      await pay("is paid")
    })
  })

  it("had every webhook taken by the shop, and ran without an error in the page", async () => {
    for (const sandbox of [demo.stripe, demo.adyen]) {
      await sandbox.settled()
      const { deliveries } = await sandbox.deliveries()
      expect(deliveries.length).toBeGreaterThan(0)
      expect(deliveries.filter(({ status }) => status !== 202)).toEqual([])
    }
    expect(demo.problems).toEqual([])
  })
})
