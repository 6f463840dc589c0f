import { randomUUID } from "node:crypto"
import request from "supertest"
import type { Books } from "../../sandboxes/payment-test/test-provider"
import { LifecycleDesk } from "./lifecycle-desk"
import type { Merchant } from "./merchant"
import type { RunningShop } from "./running-shop"
import { Storefront, type ShippingAddress } from "./storefront"

type Json = Record<string, unknown>

/** An order that was paid with the provider for tests. */
export interface PaidOrder {
  readonly id: string
  readonly paymentId: string
  readonly sessionId: string
  /** Of the payment at the provider. */
  readonly reference: string
  readonly total: number
}

const TEST_PROVIDER = "pp_payment-test_test"

const ADDRESSES: Readonly<Record<"United States" | "Japan", ShippingAddress>> = {
  "United States": {
    first_name: "Robin",
    last_name: "Example",
    address_1: "1 Example Street",
    city: "Brooklyn",
    postal_code: "11201",
    country_code: "us",
    province: "us-ny",
  },
  Japan: {
    first_name: "Robin",
    last_name: "Example",
    address_1: "1 Example Street",
    city: "Tokyo",
    postal_code: "100-0001",
    country_code: "jp",
  },
}

/** Orders paid with the provider for tests, and that provider's side of them. */
export class PaymentDesk {
  readonly lifecycle: LifecycleDesk

  constructor(
    private readonly shop: RunningShop,
    private readonly merchant: Merchant,
  ) {
    this.lifecycle = new LifecycleDesk(shop, merchant)
  }

  /** A cart at its last click. `scenarios`: what the provider does with this payment, act by act. */
  async filledCart(
    scenarios: Readonly<Record<string, readonly string[]>> = {},
    region: keyof typeof ADDRESSES = "United States",
  ): Promise<{ readonly cartId: string; readonly sessionId: string }> {
    const store = new Storefront(this.shop.baseUrl, this.shop.publishableKey)
    const cart = await store.fillCart({
      region,
      email: `payment-${randomUUID()}@example.com`,
      address: ADDRESSES[region],
      lines: [{ sku: "HOM-MUG-CHK", quantity: 2 }],
    })
    const { payment_collection: collection } = await store.sdk.store.payment.initiatePaymentSession(cart, {
      provider_id: TEST_PROVIDER,
      data: { scenarios },
    })
    const session = collection.payment_sessions?.find(({ provider_id: id }) => id === TEST_PROVIDER)
    return { cartId: cart.id, sessionId: session?.id ?? "" }
  }

  /** An authorized order, captured if wanted. */
  async paidOrder({
    scenarios = {},
    captured = false,
    region = "United States",
  }: {
    readonly scenarios?: Readonly<Record<string, readonly string[]>>
    readonly captured?: boolean
    readonly region?: keyof typeof ADDRESSES
  } = {}): Promise<PaidOrder> {
    const { cartId, sessionId } = await this.filledCart(scenarios, region)
    const order = await new Storefront(this.shop.baseUrl, this.shop.publishableKey).complete(cartId)
    const { id: paymentId } = await this.lifecycle.payment(order.id)
    if (captured) await this.merchant.post(`/admin/payments/${paymentId}/capture`).expect(200)
    const reference = (await this.books()).payments.find(({ session_id: id }) => id === sessionId)?.id ?? ""
    return { id: order.id, paymentId, sessionId, reference, total: Math.round(order.total * 100) / 100 }
  }

  /** What the provider has written down. */
  async books(): Promise<Books> {
    return (await this.provider("/state")) as unknown as Books
  }

  /** The movements of one order's money at the provider. */
  async moved({ reference }: PaidOrder, act: "capture" | "refund") {
    return (await this.books()).movements.filter((one) => one.payment === reference && one.act === act)
  }

  /** Something happens at the provider unasked, and the shop is told all that it has told of this payment so far. */
  async happen({ reference }: PaidOrder, what: Json): Promise<Json> {
    const answer = await this.provider("/control/happen", { payment: reference, ...what })
    const events = (await this.books()).events as readonly { readonly id: string; readonly payment?: string }[]
    const ids = events.filter(({ payment }) => payment === reference).map(({ id }) => id)
    const { signed } = await this.provider("/control/deliver", { events: ids, signed: true })
    for (const { body, signature } of signed as { body: string; signature: string }[]) {
      await request(this.shop.baseUrl)
        .post("/hooks/psp/payment-test_test")
        .set({ "content-type": "application/json", "test-signature": signature })
        .send(body)
        .expect(202)
    }
    return answer
  }

  private async provider(route: string, body?: Json): Promise<Json> {
    const at = request(this.shop.paymentProviderUrl)
    return (await (body ? at.post(route).send(body) : at.get(route)).expect(200)).body as Json
  }
}
