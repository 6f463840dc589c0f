const UNKNOWN = "The shop did not answer. Try again in a moment: nothing is paid or ordered twice."

/** What the shop said no to, with its own words. Any other error leaves open what the shop did. */
export class ShopRefused extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly retryAfterSeconds: number | null,
  ) {
    super(message)
  }
}

export interface Product {
  readonly id: string
  readonly title: string
  readonly thumbnail: string | null
  readonly variants: readonly {
    readonly id: string
    readonly title: string
    readonly calculated_price?: { readonly calculated_amount: number }
  }[]
}

export interface Region {
  readonly id: string
  readonly name: string
  readonly currency_code: string
  readonly countries: readonly { readonly iso_2: string }[]
}

export interface Cart {
  readonly id: string
  readonly currency_code: string
  readonly items: readonly {
    readonly id: string
    readonly title: string
    readonly quantity: number
    /** As on the shelf: with its tax where the region's prices have it in them. */
    readonly unit_price: number
    readonly is_tax_inclusive: boolean
  }[]
  readonly shipping_subtotal: number
  readonly shipping_total: number
  readonly tax_total: number
  readonly discount_subtotal: number
  readonly discount_total: number
  readonly total: number
  readonly shipping_methods?: readonly { readonly shipping_option_id?: string }[]
}

export interface ShippingOption {
  readonly id: string
  readonly name: string
  readonly amount: number
}

export interface PaymentSession {
  readonly id: string
  readonly provider_id: string
  readonly status: string
  readonly data: Readonly<Record<string, unknown>>
}

export type Completed =
  | {
      readonly type: "order"
      readonly order: {
        readonly id: string
        readonly display_id: number
        readonly total: number
        readonly currency_code: string
      }
    }
  | { readonly type: "cart"; readonly error: { readonly message: string; readonly type?: string } }

interface Call {
  readonly method: string
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** The store API, as far as a small storefront needs it. */
export class StoreApi {
  constructor(private readonly publishableKey: string) {}

  regions = async () => (await this.get<{ regions: Region[] }>("/store/regions")).regions

  providers = async (regionId: string) =>
    (await this.get<{ payment_providers: { id: string }[] }>(`/store/payment-providers?region_id=${regionId}`))
      .payment_providers

  products = async (regionId: string) =>
    (
      await this.get<{ products: Product[] }>(
        `/store/products?limit=12&order=title&region_id=${regionId}&fields=id,title,thumbnail,*variants.calculated_price`,
      )
    ).products

  createCart = async (regionId: string) =>
    (await this.post<{ cart: Cart }>("/store/carts", { region_id: regionId })).cart

  addLine = async (cartId: string, variantId: string) =>
    (await this.post<{ cart: Cart }>(`/store/carts/${cartId}/line-items`, { variant_id: variantId, quantity: 1 })).cart

  updateCart = async (cartId: string, changes: object) =>
    (await this.post<{ cart: Cart }>(`/store/carts/${cartId}`, changes)).cart

  /** The cheapest first. */
  shippingOptions = async (cartId: string) =>
    (
      await this.get<{ shipping_options: ShippingOption[] }>(`/store/shipping-options?cart_id=${cartId}`)
    ).shipping_options.sort((a, b) => a.amount - b.amount)

  chooseShipping = async (cartId: string, optionId: string) =>
    (await this.post<{ cart: Cart }>(`/store/carts/${cartId}/shipping-methods`, { option_id: optionId })).cart

  removeLine = async (cartId: string, lineId: string) =>
    (await this.send<{ parent: Cart }>(`/store/carts/${cartId}/line-items/${lineId}`, { method: "DELETE" })).parent

  cart = async (cartId: string) => (await this.get<{ cart: Cart }>(`/store/carts/${cartId}`)).cart

  async openSession(cartId: string, providerId: string): Promise<PaymentSession> {
    const { payment_collection: collection } = await this.post<{ payment_collection: { id: string } }>(
      "/store/payment-collections",
      { cart_id: cartId },
    )
    const opened = await this.post<{ payment_collection: { payment_sessions: PaymentSession[] } }>(
      `/store/payment-collections/${collection.id}/payment-sessions`,
      { provider_id: providerId },
    )
    const session = opened.payment_collection.payment_sessions.find((one) => one.provider_id === providerId)
    if (!session) throw new Error("The shop opened no payment. Try again.")
    return session
  }

  /** Hands over what Adyen's element gave the page. */
  tellAdyen = (sessionId: string, command: { readonly session_result: string }) =>
    this.post(`/store/adyen/payment-sessions/${sessionId}`, command)

  /**
   * One click, one order: the key makes a second click, or a repeat after a lost answer, the same click. While the shop is
   * at work on the cart already, it says when to ask again.
   */
  async complete(cartId: string, key: string, patience = 5): Promise<Completed> {
    try {
      return await this.post<Completed>(`/store/carts/${cartId}/complete`, {}, { "Idempotency-Key": key })
    } catch (error) {
      const seconds = error instanceof ShopRefused && error.status === 409 ? error.retryAfterSeconds : null
      if (seconds === null || patience === 0) throw error
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
      return this.complete(cartId, key, patience - 1)
    }
  }

  private get = <T>(path: string) => this.send<T>(path, { method: "GET" })

  private post = <T>(path: string, body: object, headers: Readonly<Record<string, string>> = {}) =>
    this.send<T>(path, { method: "POST", body: JSON.stringify(body), headers })

  private async send<T>(path: string, init: Call): Promise<T> {
    const headers = {
      "x-publishable-api-key": this.publishableKey,
      "content-type": "application/json",
      ...init.headers,
    }
    const answer = await fetch(path, { ...init, headers }).catch(() => null)
    // Of what was cut off or broke in the middle, nobody here knows whether it was done.
    if (!answer || answer.status >= 500) throw new Error(UNKNOWN)
    const body = (await answer.json().catch(() => ({}))) as { message?: string }
    if (answer.ok) return body as T
    const retryAfter = answer.headers.get("retry-after")
    const message = body.message ?? `The shop answered ${answer.status}.`
    throw new ShopRefused(message, answer.status, retryAfter === null ? null : Number(retryAfter))
  }
}
