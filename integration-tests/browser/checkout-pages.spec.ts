import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import { randomUUID } from "node:crypto"
import { CheckoutDesk } from "../support/checkout-desk"
import { chromiumIsAvailable } from "../support/chromium"
import { LifecycleDesk } from "../support/lifecycle-desk"
import { Merchant } from "../support/merchant"
import { openDashboard, type Dashboard } from "../support/open-dashboard"
import { startOwnShop, type OwnShop } from "../support/own-shop"
import { PaymentDesk } from "../support/payment-desk"
import { runningShop, type RunningShop } from "../support/running-shop"
import { secondAdmin } from "../support/second-admin"

const withBrowser = chromiumIsAvailable() ? describe : describe.skip

const LINES = [{ sku: "COF-HSE-250-WB", quantity: 1 }]
const AMOUNTS = `(array[1999, 1234567890, 98765432109])[1 + n % 3], (array['usd', 'jpy', 'kwd'])[1 + n % 3]`

withBrowser("checkout attempts and reconciliation in the dashboard", () => {
  let own: OwnShop
  let shop: RunningShop
  let dashboard: Dashboard
  let desk: CheckoutDesk
  let merchant: Merchant
  let payments: PaymentDesk
  const page = () => dashboard.page
  const drawer = () => page().getByRole("dialog")
  const rows = () => page().locator("tbody tr")

  beforeAll(async () => {
    const common = runningShop()
    // A shop of its own, so that its lists begin empty; and no job mends anything while somebody looks at it.
    own = await startOwnShop(common, "checkout_pages", { MEDUSA_WORKER_MODE: "server" })
    shop = { ...common, baseUrl: own.baseUrl, databaseUrl: own.databaseUrl }
    desk = await CheckoutDesk.open(shop)
    merchant = await Merchant.login(shop)
    payments = new PaymentDesk(shop, merchant)
    dashboard = await openDashboard(shop, "checkout")
  })
  afterAll(async () => {
    await dashboard.browser.close()
    await desk.close()
    await own.stop()
  })

  describe("checkout attempts", () => {
    let ordered: string

    it("says that nobody has completed a cart while there are 0 attempts", async () => {
      await page().goto(`${shop.baseUrl}/app/checkout-attempts`)
      await page().getByText("Nobody has completed a cart yet").waitFor()
      await dashboard.pictures("attempts-empty")
    })

    it("lists 5 attempts with what became of each", async () => {
      ordered = (await desk.complete(await desk.fillCart(LINES))).body.order?.id ?? ""
      await desk.complete((await payments.filledCart({ authorize: ["decline"] })).cartId)
      const changed = await desk.fillCart(LINES)
      await desk.rows(
        `update payment_session set amount = 1, raw_amount = '{"value": "1", "precision": 20}'
          where payment_collection_id in (select payment_collection_id from cart_payment_collection where cart_id = $1)`,
        changed,
      )
      await desk.complete(changed)
      await desk.leaveAttempt(await desk.fillCart(LINES), "authorize")
      const { id } = await desk.leaveAttempt(await desk.fillCart(LINES), "validate")
      await desk.rows(`update checkout_attempt set state = 'stuck', tries = 4 where id = $1`, id)
      await page().goto(`${shop.baseUrl}/app/checkout-attempts`)
      await page().getByText("Stuck", { exact: true }).waitFor()
      expect(await rows().count()).toBe(5)
      await dashboard.pictures("attempts-few")
    })

    it("opens the attempt of 1 order by its id, and the order from there", async () => {
      await page().getByRole("searchbox", { name: "Cart, order or attempt" }).fill(ordered)
      await page().getByRole("searchbox").press("Enter")
      await page().waitForURL(/about=order_/)
      await page().waitForFunction(() => document.querySelectorAll("tbody tr").length === 1)
      await rows().getByRole("link").focus()
      await page().keyboard.press("Enter")
      await page()
        .getByRole("heading", { name: /^Checkout attempt over \$/ })
        .waitFor()
      expect(await rows().getByText(/^Done/).count()).toBe(8)
      await page().getByRole("link", { name: "Open the order" }).click()
      await page().waitForURL(`**/orders/${ordered}`)
    })

    it("shows of 1 interrupted attempt what undoing it would do now", async () => {
      // Its journal is that of the attempt that came through, up to the call that was not answered.
      const { id } = await desk.row<{ id: string }>(
        `update checkout_attempt a set total_minor = o.total_minor, currency_code = o.currency_code, steps =
                jsonb_path_query_array(o.steps, '$[0 to 4]') || jsonb_build_array(
                  jsonb_build_object('name', 'authorize', 'state', 'started', 'at', o.steps -> 5 -> 'at'))
           from checkout_attempt o where a.state = 'open' and o.state = 'ordered' returning a.id`,
      )
      await page().goto(`${shop.baseUrl}/app/checkout-attempts/${id}`)
      await page().getByText("The provider is asked first what became of the payment.").waitFor()
      await page().getByText("Running", { exact: true }).waitFor()
      await rows().getByText("Begun", { exact: true }).waitFor()
      await dashboard.pictures("attempt-running")
    })

    it("leads on from 0 attempts that fit, and says that an attempt nobody made is not there", async () => {
      await page().goto(`${shop.baseUrl}/app/checkout-attempts?about=cart_nobody`)
      await page().getByRole("button", { name: "Show every attempt" }).click()
      await page().waitForFunction(() => document.querySelectorAll("tbody tr").length === 5)
      await page().goto(`${shop.baseUrl}/app/checkout-attempts/attempt_nobody`)
      await page().getByText("There is no checkout attempt attempt_nobody.").waitFor()
    })

    it("pages through 85 attempts, in dollars, yen and dinars", async () => {
      await desk.rows(
        `insert into checkout_attempt (id, cart_id, state, step, order_id, lease_owner, lease_until, total_minor,
                currency_code, steps, refusal, started_at, ended_at)
         select 'attempt_01MANY' || n, 'cart_01MANY' || n, case when n % 3 = 0 then 'ordered' else 'refused' end, 'done',
                'order_01MANY' || n, 'a process', now(), ${AMOUNTS}, '[]',
                case when n % 3 > 0 then jsonb_build_object('type', 'payment_authorization_error', 'code', 'payment_declined',
                  'message', repeat('Your bank declined the payment: it may have reached its limit, or ask you to call. ', n % 3 * 2)) end,
                now() - n * interval '37 minutes', now() - n * interval '37 minutes' + n * interval '0.8 seconds'
           from generate_series(1, 80) as n`,
      )
      await page().goto(`${shop.baseUrl}/app/checkout-attempts?page=1`)
      await page()
        .getByText(/of 85 results/)
        .waitFor()
      expect(await rows().count()).toBe(25)
      await dashboard.pictures("attempts-many")
    })
  })

  describe("reconciliation", () => {
    /** Writes past every guard, as a broken program or a person with a console would. */
    const damage = async (sql: string, ...params: unknown[]) => {
      await desk.rows("set session_replication_role = replica")
      await desk.rows(sql, ...params)
      await desk.rows("set session_replication_role = origin")
    }
    const open = async (subject: string) => {
      const { id } = await desk.row<{ id: string }>(
        `select id from checkout_break where subject_id = $1 and kind <> 'order_without_money' and resolved_at is null`,
        subject,
      )
      await page().goto(`${shop.baseUrl}/app/reconciliation?break=${id}`)
      await drawer().waitFor()
    }
    /** Money whose order is lost: it was there 2 days ago. */
    const stranded = async (orderId: string, paymentId: string, more = 0) => {
      await damage(`update order_payment_collection set deleted_at = now() where order_id = $1`, orderId)
      await damage(`update "order" set created_at = now() - interval '2 days' where id = $1`, orderId)
      await damage(
        `update payment set created_at = now() - interval '2 days', amount = amount + $2 where id = $1`,
        paymentId,
        more,
      )
      return paymentId
    }
    const canceledAt = async (paymentId: string) =>
      (await desk.row<{ canceled_at: Date | null }>(`select canceled_at from payment where id = $1`, paymentId))
        .canceled_at
    let small: string
    let large: string
    let refused: string

    it("says that everything agrees while 0 breaks are open, and that none was ever found", async () => {
      await desk.rows(`delete from checkout_attempt where state in ('open', 'stuck')`)
      await page().goto(`${shop.baseUrl}/app/reconciliation`)
      await page().getByText("No break is open.").waitFor()
      await page().getByRole("button", { name: "Compare now" }).click()
      await page().getByText("Compared: nothing has changed.").waitFor()
      await dashboard.pictures("breaks-empty")
      await page().getByRole("button", { name: "Show what was put right" }).click()
      await page().getByText("No break was ever found.").waitFor()
    })

    it("lists what does not agree, with who has to mend it", async () => {
      const lifecycle = new LifecycleDesk(shop, merchant)
      const first = await lifecycle.order()
      const second = await lifecycle.order({ lines: 2 })
      const third = await lifecycle.order()
      const fourth = await payments.paidOrder({ scenarios: { cancel: Array<string>(4).fill("decline") } })
      small = await stranded(first.id, (await lifecycle.payment(first.id)).id)
      large = await stranded(second.id, (await lifecycle.payment(second.id)).id, 5000)
      refused = await stranded(fourth.id, fourth.paymentId)
      await damage(`update "order" set canceled_at = now() - interval '3 hours' where id = $1`, third.id)
      await damage(
        `insert into refund (id, amount, raw_amount, payment_id, created_at)
         values ($1, 4, '{"value": "4", "precision": 20}', $2, now() - interval '1 hour')`,
        `ref_${randomUUID()}`,
        (await lifecycle.payment(third.id)).id,
      )
      await desk.leaveAttempt(await desk.fillCart(LINES), "validate")
      await damage(`update checkout_attempt set lease_until = now() - interval '1 hour' where state = 'open'`)
      const { body } = await merchant.post("/admin/checkout/reconcile", { heal: false }).expect(200)
      expect((body as { reconciliation: { found: number } }).reconciliation.found).toBeGreaterThanOrEqual(9)
      await page().goto(`${shop.baseUrl}/app/reconciliation`)
      await page().getByText("A checkout was interrupted").waitFor()
      expect(await page().getByText("Two admins").count()).toBe(1)
      await dashboard.pictures("breaks-few")
    })

    it("says what a repair would do, does it when 1 admin says so, and takes the break off the list", async () => {
      await open(small)
      await drawer().getByText("Void what is authorized, refund what is captured.").waitFor()
      expect(await canceledAt(small)).toBeNull()
      await dashboard.pictures("break-repair")
      await drawer().getByRole("button", { name: "Repair", exact: true }).click()
      await page().getByText("It is put right.").waitFor()
      await drawer().waitFor({ state: "hidden" })
      expect(await canceledAt(small)).not.toBeNull()
    })

    it("says why a repair did not help, and keeps the break open", async () => {
      await open(refused)
      await drawer().getByRole("button", { name: "Repair", exact: true }).click()
      await drawer().getByText("Not mended").waitFor()
      expect(await canceledAt(refused)).toBeNull()
    })

    it("wants 2 admins for more than 1,000.00: the first asks, and only the other one can approve", async () => {
      await open(large)
      await drawer().getByRole("button", { name: "Ask a second admin" }).click()
      await drawer().getByText("You asked for it.").waitFor()
      expect(
        await drawer()
          .getByRole("button", { name: /repair/i })
          .count(),
      ).toBe(0)
      await drawer().getByRole("button", { name: "Withdraw" }).waitFor()
      expect(await canceledAt(large)).toBeNull()

      const address = page().url()
      const other = await openDashboard(await secondAdmin(shop, merchant, "Selma"), "checkout")
      try {
        await other.page.goto(address)
        await other.page.getByRole("button", { name: "Approve and repair" }).waitFor()
        await other.page.getByRole("dialog").getByText("Who asked for it").waitFor()
        await other.pictures("break-approval")
        await other.page.getByRole("button", { name: "Approve and repair" }).click()
        await other.page.getByText("It is put right.").waitFor()
        expect(other.problems).toEqual([])
      } finally {
        await other.browser.close()
      }
      expect(await canceledAt(large)).not.toBeNull()
    })

    it("compares when asked to, mends what may mend itself, and says how many", async () => {
      await page().goto(`${shop.baseUrl}/app/reconciliation`)
      await page().getByRole("button", { name: "Compare now" }).click()
      await page()
        .getByText(/^Compared: .*mended/)
        .waitFor()
      expect(await page().getByText("A checkout was interrupted").count()).toBe(0)
    })

    it("pages through 60 breaks more, with yen, dinars and long reasons", async () => {
      await desk.rows(
        `insert into checkout_break (id, kind, subject_id, order_id, amount_minor, currency_code, facts, since, failure, tries)
         select 'break_01MANY' || n, (array['money_without_order', 'amount_differs', 'refund_exceeds_capture'])[1 + n % 3],
                'pay_01MANY' || n, 'order_01MANY' || n, ${AMOUNTS},
                jsonb_build_object('authorized', '98765432.109', 'captured', '0', 'refunded', '0', 'provider_id', 'pp_adyen_adyen'),
                now() - n * interval '3 hours',
                case when n % 4 = 0 then 'The provider refused: ' || repeat('insufficient balance on the payment, ', 6) end, n % 4
           from generate_series(1, 60) as n`,
      )
      await page().goto(`${shop.baseUrl}/app/reconciliation?page=1`)
      await page()
        .getByText(/of 6\d results/)
        .waitFor()
      expect(await rows().count()).toBe(25)
      await dashboard.pictures("breaks-many")
    })
  })

  it("ran without an error in the page and without an answer of 500 or more", () => {
    expect(dashboard.problems).toEqual([])
  })
})
