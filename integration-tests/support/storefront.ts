import Medusa from "@medusajs/js-sdk"
import type { HttpTypes } from "@medusajs/types"

/** Where a shopper lives; `province` in the host's own form, such as `us-ny`. */
export interface ShippingAddress {
  readonly first_name: string
  readonly last_name: string
  readonly address_1: string
  readonly city: string
  readonly postal_code: string
  readonly country_code: string
  readonly province?: string
}

export interface Purchase {
  /** The region's name, such as `Japan`. */
  readonly region: string
  readonly email: string
  readonly address: ShippingAddress
  /** SKUs with quantities, in the order they are put into the cart. */
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[]
  /** The start of the shipping option's name, such as `Standard`; the first one when left out. */
  readonly shipping?: string
}

/** A shopper's side of the shop, through the client that storefronts use. */
export class Storefront {
  readonly sdk: Medusa

  constructor(baseUrl: string, publishableKey: string) {
    this.sdk = new Medusa({ baseUrl, publishableKey, auth: { type: "jwt", jwtTokenStorageMethod: "memory" } })
  }

  async region(name: string): Promise<HttpTypes.StoreRegion> {
    const { regions } = await this.sdk.store.region.list({ limit: 100 })
    const region = regions.find((candidate) => candidate.name === name)
    if (!region) throw new Error(`The shop has no region "${name}".`)
    return region
  }

  /** The variant with this SKU, with its price and stock as this region's shoppers see them. */
  async variant(sku: string, regionId: string): Promise<HttpTypes.StoreProductVariant> {
    for (let offset = 0; ; offset += 100) {
      const { products, count } = await this.sdk.store.product.list({
        region_id: regionId,
        limit: 100,
        offset,
        fields: "id,handle,*variants.calculated_price,+variants.inventory_quantity,variants.sku",
      })
      const found = products.flatMap(({ variants }) => variants ?? []).find((variant) => variant.sku === sku)
      if (found) return found
      if (offset + products.length >= count) throw new Error(`No product on sale has the SKU ${sku}.`)
    }
  }

  /** SKUs of different products that this region's shoppers can have more than five of. */
  async skusInStock(regionName: string): Promise<string[]> {
    const region = await this.region(regionName)
    const { products } = await this.sdk.store.product.list({
      region_id: region.id,
      limit: 20,
      fields: "handle,variants.sku,+variants.inventory_quantity",
    })
    return products
      .flatMap(({ variants }) => variants?.slice(0, 1) ?? [])
      .flatMap(({ sku, inventory_quantity }) => (sku && (inventory_quantity ?? 0) > 5 ? [sku] : []))
  }

  /** Fills a cart up to the point where only the last click is missing. */
  async fillCart({ region: regionName, email, address, lines, shipping }: Purchase): Promise<HttpTypes.StoreCart> {
    const { store } = this.sdk
    const region = await this.region(regionName)
    const { cart } = await store.cart.create({ region_id: region.id, email })
    for (const { sku, quantity } of lines) {
      const { id } = await this.variant(sku, region.id)
      await store.cart.createLineItem(cart.id, { variant_id: id, quantity })
    }
    await store.cart.update(cart.id, { shipping_address: { ...address }, billing_address: { ...address } })
    const { shipping_options } = await store.fulfillment.listCartOptions({ cart_id: cart.id })
    const option = shipping_options.find(({ name }) => name.startsWith(shipping ?? ""))
    if (!option) throw new Error(`Nothing ships to ${address.country_code} as "${shipping ?? ""}".`)
    const filled = await store.cart.addShippingMethod(cart.id, { option_id: option.id })
    await store.payment.initiatePaymentSession(filled.cart, { provider_id: "pp_system_default" })
    return (await store.cart.retrieve(cart.id)).cart
  }

  /** Places the order, or says why the shop did not. */
  async complete(cartId: string): Promise<HttpTypes.StoreOrder> {
    const answer = await this.sdk.store.cart.complete(cartId)
    if (answer.type === "order") return answer.order
    throw new Error(`The cart was not completed: ${answer.error.message}`)
  }

  async buy(purchase: Purchase): Promise<HttpTypes.StoreOrder> {
    const cart = await this.fillCart(purchase)
    return this.complete(cart.id)
  }
}
