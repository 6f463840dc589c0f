import type Medusa from "@medusajs/js-sdk"
import { Client } from "pg"
import { adminDesk } from "./admin-desk"
import { Merchant } from "./merchant"
import type { RunningShop } from "./running-shop"

export interface Article {
  readonly sku: string
  readonly itemId: string
  readonly variantId: string
}

interface Place {
  readonly id: string
  readonly name: string
}

/** Articles, two warehouses and a sales channel of a suite's own: what it does to stock, no other suite sees. */
export class OwnStock {
  private readonly articles: (Article & { readonly productId: string })[] = []

  private constructor(
    private readonly shop: RunningShop,
    private readonly desk: Medusa,
    readonly merchant: Merchant,
    private readonly profileId: string,
    /** The suite's own channel, and the demo shop's. */
    private readonly channelIds: readonly [string, string],
    private readonly keyId: string,
    readonly publishableKey: string,
    readonly berlin: Place,
    readonly seattle: Place,
    /** The demo shop's, which ships to the United States. */
    readonly newYork: Place,
  ) {}

  static async open(shop: RunningShop, name: string): Promise<OwnStock> {
    const desk = await adminDesk(shop)
    const { admin } = desk
    const channel = (await admin.salesChannel.create({ name })).sales_channel
    const web = (await admin.salesChannel.list({ limit: 50 })).sales_channels.find(({ name: own }) => own === "Web")
    const key = (await admin.apiKey.create({ title: name, type: "publishable" })).api_key
    await admin.apiKey.batchSalesChannels(key.id, { add: [channel.id] })
    const place = async (city: string, country_code: string, postal_code: string): Promise<Place> => {
      const address = { address_1: "1 Dock Street", city, country_code, postal_code }
      const { stock_location } = await admin.stockLocation.create({ name: `${name} ${city}`, address })
      await admin.stockLocation.updateSalesChannels(stock_location.id, { add: [channel.id] })
      return stock_location
    }
    const berlin = await place("Berlin", "de", "10115")
    const seattle = await place("Seattle", "us", "98101")
    const newYork = (await admin.stockLocation.list({ name: "New York" })).stock_locations[0]
    const profile = (await admin.shippingProfile.list()).shipping_profiles[0]
    if (!web || !newYork || !profile) throw new Error("The demo shop has no Web channel, New York or shipping profile.")
    const merchant = await Merchant.login(shop)
    const channels = [channel.id, web.id] as const
    return new OwnStock(shop, desk, merchant, profile.id, channels, key.id, key.token, berlin, seattle, newYork)
  }

  get channelId(): string {
    return this.channelIds[0]
  }

  /** A product of one variant at 10 dollars, with units by location. It is sold in the suite's channel and the demo shop's. */
  async article(sku: string, units: Readonly<Record<string, number>>): Promise<Article> {
    const { product } = await this.desk.admin.product.create(
      {
        title: sku,
        status: "published",
        shipping_profile_id: this.profileId,
        sales_channels: this.channelIds.map((id) => ({ id })),
        options: [{ title: "Size", values: ["One"] }],
        variants: [
          {
            title: "One",
            sku,
            manage_inventory: true,
            options: { Size: "One" },
            prices: [{ currency_code: "usd", amount: 10 }],
          },
        ],
      },
      { fields: "id,*variants" },
    )
    const { inventory_items } = await this.desk.admin.inventoryItem.list({ sku: [sku] })
    const itemId = inventory_items[0]?.id ?? ""
    for (const [location_id, stocked_quantity] of Object.entries(units)) {
      await this.desk.client.fetch(`/admin/inventory-items/${itemId}/location-levels`, {
        method: "POST",
        body: { location_id, stocked_quantity },
      })
    }
    const article = { sku, itemId, variantId: product.variants?.[0]?.id ?? "", productId: product.id }
    this.articles.push(article)
    return article
  }

  /** A level with every component, as the list of levels shows it. */
  async level({ itemId }: Article, place: Place): Promise<Readonly<Record<string, unknown>>> {
    const { body } = await this.merchant.get("/admin/atp/levels", { item_id: itemId, location_id: place.id })
    return (body as { levels: Record<string, unknown>[] }).levels[0] ?? {}
  }

  /** Takes everything away again: supply that is on its way, holds, articles, places, policies. */
  async close(): Promise<void> {
    for (const article of this.articles) await this.clear(article.itemId)
    const { admin } = this.desk
    for (const { productId, itemId } of this.articles) {
      await admin.product.delete(productId)
      await admin.inventoryItem.delete(itemId)
    }
    await admin.apiKey.revoke(this.keyId)
    await admin.apiKey.delete(this.keyId)
    await admin.salesChannel.delete(this.channelId)
    for (const place of [this.berlin, this.seattle]) await admin.stockLocation.delete(place.id)
    await this.forget()
  }

  private async clear(itemId: string): Promise<void> {
    const query = { item_id: itemId, limit: 200 }
    const ids = async (list: string, more: object, id = "id") => {
      const { body } = await this.merchant.get(`/admin/atp/${list}`, { ...query, ...more })
      return (body as Record<string, Record<string, string>[]>)[list]?.map((row) => row[id] ?? "") ?? []
    }
    for (const id of await ids("holds", {}, "hold_id")) await this.merchant.delete(`/admin/atp/holds/${id}`)
    for (const id of await ids("receipts", { state: "open" })) {
      await this.merchant.delete(`/admin/atp/receipts/${encodeURIComponent(id)}`)
    }
    for (const id of await ids("transfers", { state: "requested" })) {
      await this.merchant.post(`/admin/atp/transfers/${encodeURIComponent(id)}/cancel`)
    }
    for (const id of await ids("transfers", { state: "dispatched" })) {
      await this.merchant.post(`/admin/atp/transfers/${encodeURIComponent(id)}/receive`, { quantity: 0, close: true })
    }
    // The host takes units that are not for sale for reserved ones, and keeps an item that has any.
    for (const location of await ids("levels", {}, "location_id")) {
      await this.merchant.post(`/admin/atp/levels/${itemId}/${location}`, { safety_stock: 0 })
    }
  }

  /** No route takes these away altogether: a merchant's policies stay, and what came is history. */
  private async forget(): Promise<void> {
    const database = new Client({ connectionString: this.shop.databaseUrl })
    const items = this.articles.map(({ itemId }) => itemId)
    await database.connect()
    try {
      await database.query("delete from atp_channel_policy where sales_channel_id = $1", [this.channelId])
      await database.query("delete from atp_location_policy where location_id = any ($1)", [
        [this.berlin.id, this.seattle.id],
      ])
      for (const table of ["atp_item_policy", "atp_receipt", "atp_transfer"]) {
        await database.query(`delete from ${table} where item_id = any ($1)`, [items])
      }
    } finally {
      await database.end()
    }
  }
}
