import { setTimeout as pause } from "node:timers/promises"
import request from "supertest"
import type { CheckoutDesk, CompletionAnswer } from "./checkout-desk"
import type { Merchant } from "./merchant"
import { Storefront } from "./storefront"

export interface GiftCard {
  readonly id: string
  readonly code: string
}

/** What is done with the gift cards of `@medusajs/loyalty-plugin`: issued, put on carts, sold, looked at. */
export class GiftCards {
  private issued = 0

  constructor(
    private readonly desk: CheckoutDesk,
    private readonly merchant: Merchant,
  ) {}

  async issue(value: number): Promise<GiftCard> {
    const code = `CARD-${Date.now()}-${(this.issued += 1)}`
    const { body } = await this.merchant
      .post("/admin/gift-cards", { currency_code: "usd", value, code, line_item_id: "issued by hand" })
      .expect(200)
    return (body as { gift_card: GiftCard }).gift_card
  }

  /** Puts a card on a cart; the route's answer as it came. */
  async put(cartId: string, { code }: GiftCard): Promise<CompletionAnswer> {
    const { status, headers, body } = await request(this.desk.shop.baseUrl)
      .post(`/store/carts/${cartId}/gift-cards`)
      .set("x-publishable-api-key", this.desk.shop.publishableKey)
      .send({ code })
    return { status, headers, body: body as CompletionAnswer["body"] }
  }

  /** A payment session for what the cart still comes to. */
  async openSession(cartId: string, providerId = "pp_system_default", data: Record<string, unknown> = {}) {
    const { store } = new Storefront(this.desk.shop.baseUrl, this.desk.shop.publishableKey).sdk
    const { cart } = await store.cart.retrieve(cartId)
    await store.payment.initiatePaymentSession(cart, { provider_id: providerId, data })
  }

  async balance({ code }: GiftCard): Promise<number> {
    const { body } = await request(this.desk.shop.baseUrl)
      .get(`/store/gift-cards/${code}`)
      .query({ fields: "*store_credit_account" })
      .set("x-publishable-api-key", this.desk.shop.publishableKey)
      .expect(200)
    return (body as { gift_card: { store_credit_account: { balance: number } } }).gift_card.store_credit_account.balance
  }

  /** Orders that a card has paid for. */
  async ordersOf({ id }: GiftCard): Promise<readonly string[]> {
    const { body } = await this.merchant.get(`/admin/gift-cards/${id}/orders`).expect(200)
    return (body as { orders: { id: string }[] }).orders.map((order) => order.id)
  }

  /** A product that is a gift card of 25 dollars, in the demo shop's channel. */
  async product(): Promise<string> {
    const { body: channels } = await this.merchant.get("/admin/sales-channels", { limit: 50 })
    const { body: profiles } = await this.merchant.get("/admin/shipping-profiles")
    const web = (channels as { sales_channels: { id: string; name: string }[] }).sales_channels.find(
      ({ name }) => name === "Web",
    )
    const sku = `GIFT-${Date.now()}-${(this.issued += 1)}`
    await this.merchant
      .post("/admin/products", {
        title: sku,
        status: "published",
        is_giftcard: true,
        shipping_profile_id: (profiles as { shipping_profiles: { id: string }[] }).shipping_profiles[0]?.id,
        sales_channels: [{ id: web?.id }],
        options: [{ title: "Value", values: ["25"] }],
        variants: [
          {
            title: "25",
            sku,
            manage_inventory: false,
            options: { Value: "25" },
            prices: [{ currency_code: "usd", amount: 25 }],
          },
        ],
      })
      .expect(200)
    return sku
  }

  /** Values of the cards that an order's lines made, once there are as many; they are made by an event. */
  async madeBy(orderId: string, count: number): Promise<readonly number[]> {
    for (;;) {
      const { body } = await this.merchant.get("/admin/gift-cards", { reference_id: orderId }).expect(200)
      const { gift_cards: made } = body as { gift_cards: { value: number }[] }
      if (made.length >= count) return made.map(({ value }) => value)
      await pause(50)
    }
  }
}
