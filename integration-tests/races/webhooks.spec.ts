import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import fc from "fast-check"
import request from "supertest"
import { CheckoutDesk, type CompletionAnswer } from "../support/checkout-desk"
import { runningShop } from "../support/running-shop"
import { type Fleet, startFleet } from "../support/shop-fleet"

const LINES = [{ sku: "COF-HSE-250-WB", quantity: 1 }]
const PROVIDER = "pp_payment-test_test"
const COPIES = 20

interface Books {
  readonly payments: readonly { readonly id: string; readonly session_id: string }[]
  readonly movements: readonly { readonly payment: string; readonly act: string }[]
  readonly events: readonly { readonly id: string; readonly payment: string }[]
}
interface Webhook {
  readonly body: string
  readonly signature: string
}

/** A provider that says everything twenty times, in any order, to two servers, while the shopper clicks twenty times. */
describe("webhooks and completions over two servers without Redis", () => {
  const shop = runningShop()
  let fleet: Fleet
  let desk: CheckoutDesk

  beforeAll(async () => {
    fleet = await startFleet(shop, { servers: 2, workers: 0, name: "webhook_races" })
    desk = await CheckoutDesk.open({ ...shop, baseUrl: serverOf(0), databaseUrl: fleet.databaseUrl })
  })
  afterAll(async () => {
    await desk.close()
    await fleet.stop()
  })

  const serverOf = (caller: number) => fleet.servers()[caller % 2]?.baseUrl ?? ""

  async function provider<Answer>(route: string, body: object): Promise<Answer> {
    return (await request(shop.paymentProviderUrl).post(route).send(body).expect(200)).body as Answer
  }
  const books = async () => (await request(shop.paymentProviderUrl).get("/state").expect(200)).body as Books

  /** A cart whose payment the shopper confirmed at the bank, and of which the provider took the money. */
  async function paidCart(): Promise<{ cartId: string; reference: string; webhooks: readonly Webhook[] }> {
    const cartId = await desk.fillCart(LINES)
    const { collection } = await desk.row<{ collection: string }>(
      `select payment_collection_id as collection from cart_payment_collection where cart_id = $1`,
      cartId,
    )
    await request(serverOf(0))
      .post(`/store/payment-collections/${collection}/payment-sessions`)
      .set("x-publishable-api-key", shop.publishableKey)
      .send({ provider_id: PROVIDER })
      .expect(200)
    const { id: sessionId } = await desk.row<{ id: string }>(
      `select id from payment_session where payment_collection_id = $1 and deleted_at is null`,
      collection,
    )
    const reference = (await books()).payments.find(({ session_id: id }) => id === sessionId)?.id ?? ""
    await provider("/control/happen", { act: "authorized", payment: reference })
    await provider("/control/happen", { act: "captured", payment: reference })
    const events = (await books()).events.filter(({ payment }) => payment === reference).map(({ id }) => id)
    const { signed } = await provider<{ signed: readonly Webhook[] }>("/control/deliver", { events, signed: true })
    return { cartId, reference, webhooks: signed }
  }

  const tell = async ({ body, signature }: Webhook, caller: number): Promise<number> => {
    const sent = request(serverOf(caller)).post("/hooks/psp/payment-test_test")
    return (await sent.set("content-type", "application/json").set("test-signature", signature).send(body)).status
  }

  it("make one order, one payment, one capture and no refund of 20 copies of each webhook and 20 completions", async () => {
    for (const seed of [1, 2, 3, 4]) {
      const { cartId, reference, webhooks } = await paidCart()
      expect(webhooks).toHaveLength(2)
      const statuses: number[] = []
      const answers: CompletionAnswer[] = []
      const tellings = webhooks.flatMap((webhook) =>
        Array.from({ length: COPIES }, (_, copy) => async () => void statuses.push(await tell(webhook, copy))),
      )
      const clicks = Array.from(
        { length: COPIES },
        (_, caller) => async () => void answers.push(await desk.complete(cartId, { baseUrl: serverOf(caller) })),
      )
      const acts = [...tellings, ...clicks]
      const [order] = fc.sample(fc.shuffledSubarray(acts, { minLength: acts.length }), { numRuns: 1, seed })

      await Promise.all((order ?? acts).map((act) => act()))
      const open = () =>
        desk.rows(
          `select message_id from message_log_inbox where payload->>'paymentReference' = $1 and state <> 'done'`,
          reference,
        )
      // What waited for the order is handled when the provider says something again.
      for (let asked = 0; (await open()).length > 0 && asked < 200; asked++) {
        await desk.rows(`update message_log_inbox set due_at = now() where state in ('waiting', 'failed')`)
        for (const webhook of webhooks) await tell(webhook, asked)
      }

      expect(new Set(statuses)).toEqual(new Set([202]))
      const { orders, id } = await desk.row<{ orders: number; id: string }>(
        `select count(*)::int as orders, min(order_id) as id from order_cart where cart_id = $1`,
        cartId,
      )
      expect(orders).toBe(1)
      expect(answers.map(({ status, body }) => `${status} ${body.order?.id}`)).toEqual(answers.map(() => `200 ${id}`))
      expect(await desk.livePayments(cartId)).toHaveLength(1)
      expect((await books()).movements.filter(({ payment }) => payment === reference)).toMatchObject([
        { act: "capture" },
      ])
      expect(
        await desk.rows(
          `select (select count(*)::int from capture c where c.payment_id = p.id) as captures,
                  (select count(*)::int from refund r where r.payment_id = p.id) as refunds,
                  (select round(sum(t.amount), 2) = round(p.amount, 2) from order_transaction t
                    where t.order_id = l.order_id and t.deleted_at is null) as booked
             from payment p join order_payment_collection l using (payment_collection_id) where l.order_id = $1`,
          id,
        ),
      ).toEqual([{ captures: 1, refunds: 0, booked: true }])
      expect(
        await desk.rows(
          `select state, count(*)::int as messages from message_log_inbox
            where payload->>'paymentReference' = $1 group by state`,
          reference,
        ),
      ).toEqual([{ state: "done", messages: 2 }])
    }
  })
})
