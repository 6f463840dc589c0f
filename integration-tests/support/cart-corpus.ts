import type { Client } from "pg"
import { decorateCartTotals } from "@medusajs/framework/utils"
import { seededRandom } from "../../bench/harness/seeded-random"

/** Two carts with the same content, and what is in them, for whoever has to explain a difference. */
export interface TwinCarts {
  readonly ids: readonly [string, string]
  readonly traits: readonly string[]
}

type Row = Record<string, unknown>

interface Cart {
  readonly cart: Row
  readonly addresses: readonly Row[]
  readonly items: readonly (Row & { readonly tax_lines: readonly Row[]; readonly adjustments: readonly Row[] })[]
  readonly methods: readonly (Row & { readonly tax_lines: readonly Row[]; readonly adjustments: readonly Row[] })[]
  readonly credits: readonly Row[]
  readonly promotions: readonly string[]
  readonly traits: readonly string[]
}

/** What the shop has that a cart can be made of. */
interface Shelf {
  readonly regions: readonly { readonly id: string; readonly currency_code: string; readonly name: string }[]
  readonly channel: string
  readonly customers: readonly string[]
  readonly variants: readonly Row[]
  readonly kits: readonly Row[]
  readonly options: readonly { readonly id: string; readonly profile: string }[]
  readonly promotions: readonly { readonly id: string; readonly code: string }[]
}

/** Carts as shops have them, in pairs, written straight into the database: every pair differs from every other. */
export class CartCorpus {
  private readonly random: () => number
  private serial = 0

  private constructor(
    private readonly db: Client,
    private readonly shelf: Shelf,
    seed: number,
  ) {
    this.random = seededRandom(seed)
  }

  static async open(db: Client, seed: number): Promise<CartCorpus> {
    const all = async <T>(sql: string) => (await db.query(sql)).rows as T[]
    const [channel] = await all<{ id: string }>(`select id from sales_channel where name = 'Web'`)
    const variants = await all<Row>(`
      select v.id as variant_id, v.sku as variant_sku, v.barcode as variant_barcode, v.title as variant_title,
             p.id as product_id, p.title as product_title, p.description as product_description,
             p.subtitle as product_subtitle, p.handle as product_handle, p.thumbnail, p.discountable as is_discountable,
             (select count(*)::int from product_variant_inventory_item i where i.variant_id = v.id and i.deleted_at is null) as parts
        from product_variant v join product p on p.id = v.product_id
       where v.deleted_at is null and v.manage_inventory
         and (select bool_and(s.on_hand - s.allocated - s.held - s.safety_stock > 40)
                from product_variant_inventory_item i join lateral (
                  select max(l.on_hand) as on_hand, max(l.allocated) as allocated, max(l.held) as held, max(l.safety_stock) as safety_stock
                    from atp_stock_level l
                    join sales_channel_stock_location c on c.stock_location_id = l.location_id and c.sales_channel_id = '${channel?.id}'
                   where l.item_id = i.inventory_item_id) s on true
               where i.variant_id = v.id and i.deleted_at is null)
       order by v.sku`)
    return new CartCorpus(
      db,
      {
        channel: channel?.id ?? "",
        regions: await all("select id, currency_code, name from region where deleted_at is null order by name"),
        customers: (await all<{ id: string }>("select id from customer where has_account order by id limit 5")).map(
          ({ id }) => id,
        ),
        variants: variants.filter(({ parts }) => parts === 1),
        kits: variants.filter(({ parts }) => Number(parts) > 1),
        options: await all(`select id, shipping_profile_id as profile from shipping_option
                             where deleted_at is null and name not like 'Return%' order by id`),
        promotions: await all("select id, code from promotion where deleted_at is null order by code"),
      },
      seed,
    )
  }

  async twins(): Promise<TwinCarts> {
    const made = this.make()
    const first = await this.write(made)
    const second = await this.write(made)
    return { ids: [first, second], traits: made.traits }
  }

  private chance(share: number): boolean {
    return this.random() < share
  }

  private whole(least: number, most: number): number {
    return least + Math.floor(this.random() * (most - least + 1))
  }

  private pick<T>(list: readonly T[]): T {
    const one = list[this.whole(0, list.length - 1)]
    if (one === undefined) throw new Error("There is nothing to pick from.")
    return one
  }

  private make(): Cart {
    const traits: string[] = []
    const when = <T>(share: number, trait: string, make: () => T, otherwise: T): T => {
      if (!this.chance(share)) return otherwise
      traits.push(trait)
      return make()
    }
    const region = this.pick(this.shelf.regions)
    traits.push(region.currency_code)
    const decimals = region.currency_code === "jpy" ? 0 : 2
    const inclusive = when(0.4, "tax in", () => true, false)
    const customer = when(
      0.4,
      "customer",
      () => (this.shelf.customers.length > 0 ? this.pick(this.shelf.customers) : null),
      null,
    )
    const address = (given: boolean): Row | null =>
      given
        ? {
            first_name: this.pick(["Ada", "Žofia", "李"]),
            last_name: this.pick(["Lovelace", "O'Neil", ""]),
            address_1: `${this.whole(1, 99)} Main "Street"`,
            address_2: this.chance(0.3) ? "Flat 2" : null,
            city: "Town",
            postal_code: "10001",
            country_code: this.pick(["us", "de", "gb", "jp"]),
            province: this.chance(0.3) ? "us-ny" : null,
            phone: this.chance(0.3) ? "+1 555 0100" : null,
            company: this.chance(0.2) ? "Analytical Engines" : null,
            metadata: this.chance(0.3) ? { floor: 3, note: { deep: [1, "two"] } } : null,
          }
        : null
    const shipping = address(true)
    const billing = address(!when(0.2, "no billing address", () => true, false))
    const promotions = when(0.35, "promotions", () => this.shelf.promotions.filter(() => this.chance(0.6)), [])
    const taxLines = () =>
      Array.from({ length: this.chance(0.7) ? this.whole(1, 3) : 0 }, (_, n) => ({
        code: `tax_${n}`,
        rate: this.pick([5, 7, 8.875, 10, 19, 20, 7.7, 0]),
        description: this.chance(0.5) ? "Tax" : null,
        tax_rate_id: this.chance(0.5) ? "txr_1" : null,
        provider_id: this.chance(0.5) ? "tp_system" : null,
        metadata: null,
        data: this.chance(0.2) ? { jurisdiction: "NY" } : null,
      }))
    const round = (value: number) => Number(value.toFixed(decimals))
    const adjustments = (worth: number, most: number) =>
      promotions.slice(0, most).map(({ id, code }) => ({
        code,
        promotion_id: id,
        amount: this.chance(0.5) ? round(worth * 0.1) : worth / 7,
        description: this.chance(0.3) ? "Off" : null,
        provider_id: null,
        is_tax_inclusive: this.chance(0.2),
      }))
    const free = when(0.08, "zero total", () => true, false)
    const line = (variant: Row, more: Row = {}) => {
      const { parts: _, ...named } = variant
      const quantity = this.whole(1, 3)
      const price = free ? 0 : round(this.random() * 120 + 1)
      return {
        title: String(variant["product_title"]),
        subtitle: String(variant["variant_title"]),
        ...named,
        quantity,
        unit_price: price,
        compare_at_unit_price: this.chance(0.2) ? price + 10 : null,
        is_tax_inclusive: inclusive,
        requires_shipping: true,
        metadata: this.chance(0.3) ? { engraving: "für \u{1F381}", n: 1.5 } : null,
        variant_option_values: this.chance(0.2) ? { Size: "M" } : null,
        tax_lines: free ? [] : taxLines(),
        adjustments: free ? [] : adjustments(price * quantity, 2),
        ...more,
      }
    }
    const items = Array.from({ length: this.whole(1, 4) }, () => line(this.pick(this.shelf.variants)))
    when(0.15, "kit", () => this.shelf.kits.length > 0 && items.push(line(this.pick(this.shelf.kits))), 0)
    when(
      0.15,
      "gift line",
      () =>
        items.push(
          line(this.pick(this.shelf.variants), {
            unit_price: 0,
            tax_lines: [],
            adjustments: [],
            metadata: { gift_of: "spring" },
          }),
        ),
      0,
    )
    when(0.1, "the same variant twice", () => items.push({ ...items[0]!, metadata: { engraving: "again", n: 2 } }), 0)
    when(
      0.1,
      "a line of no variant",
      () => {
        const nothing = {
          variant_id: null,
          product_id: null,
          variant_sku: null,
          variant_barcode: null,
        }
        return items.push(
          line({ product_title: "Gift wrap", variant_title: "Red", ...nothing }, { requires_shipping: false }),
        )
      },
      0,
    )
    const methods = Array.from({ length: when(0.25, "several shipping methods", () => this.whole(2, 3), 1) }, () => {
      const amount = free ? 0 : round(this.random() * 20)
      return {
        name: "Standard",
        description: this.chance(0.3) ? JSON.stringify({ text: "in three days" }) : null,
        amount,
        is_tax_inclusive: inclusive,
        shipping_option_id: this.pick(this.shelf.options).id,
        data: this.chance(0.5) ? { carrier: "post" } : {},
        metadata: this.chance(0.2) ? { slot: "am" } : null,
        tax_lines: free ? [] : taxLines(),
        // The host's table of an order takes one for each method.
        adjustments: free ? [] : adjustments(amount, 1).map(({ is_tax_inclusive: __, ...row }) => row),
      }
    })
    const credits = when(
      0.1,
      "credit",
      () => [
        { reference: "loyalty", reference_id: "lp_1", amount: free ? 0 : 0.5 * 10 ** (2 - decimals), metadata: null },
      ],
      [],
    )
    return {
      cart: {
        region_id: region.id,
        currency_code: region.currency_code,
        sales_channel_id: this.shelf.channel,
        customer_id: customer,
        email: `buyer${this.serial++}@example.com`,
        metadata: this.chance(0.3) ? { campaign: "spring", list: [1, 2], nothing: null } : null,
        locale: this.chance(0.2) ? "en-US" : null,
      },
      addresses: [shipping, billing].flatMap((row, place) => (row ? [{ ...row, place }] : [])),
      items,
      methods,
      credits,
      promotions: promotions.map(({ id }) => id),
      traits,
    }
  }

  private async write({ cart, addresses, items, methods, credits, promotions }: Cart): Promise<string> {
    const id = this.id("cart")
    const at = addresses.map((row) => ({ ...row, id: this.id("caaddr") }))
    const addressOf = (place: number) => at.find((row) => (row as Row)["place"] === place)?.id ?? null
    await this.insert(
      "cart_address",
      at.map(({ place: _, ...row }: Row) => row),
    )
    await this.insert("cart", [{ ...cart, id, shipping_address_id: addressOf(0), billing_address_id: addressOf(1) }])
    await this.lines("cart_line_item", "cart_line_item_tax_line", "cart_line_item_adjustment", "item_id", id, items)
    await this.lines(
      "cart_shipping_method",
      "cart_shipping_method_tax_line",
      "cart_shipping_method_adjustment",
      "shipping_method_id",
      id,
      methods,
    )
    await this.insert(
      "credit_line",
      credits.map((row) => ({ ...row, id: this.id("crdln"), cart_id: id })),
    )
    await this.insert(
      "cart_promotion",
      promotions.map((promotion_id) => ({ id: this.id("cartpromo"), cart_id: id, promotion_id })),
      false,
    )
    const { total } = decorateCartTotals(
      structuredClone({
        currency_code: cart["currency_code"],
        items,
        shipping_methods: methods,
        credit_lines: credits,
      }) as never,
    ) as unknown as { total: { bigNumber: { toFixed(): string }; numeric: number } }
    const collection = this.id("pay_col")
    const amount = { amount: total.bigNumber.toFixed(), currency_code: cart["currency_code"] }
    await this.insert("payment_collection", [{ ...amount, id: collection, status: "not_paid" }])
    await this.insert(
      "cart_payment_collection",
      [{ id: this.id("cartpayc"), cart_id: id, payment_collection_id: collection }],
      false,
    )
    if (total.numeric > 0) {
      await this.insert("payment_session", [
        {
          ...amount,
          id: this.id("payses"),
          payment_collection_id: collection,
          provider_id: "pp_system_default",
          status: "pending",
          data: {},
          context: {},
          metadata: {},
        },
      ])
    }
    return id
  }

  private async lines(
    table: string,
    taxes: string,
    off: string,
    key: string,
    cartId: string,
    rows: Cart["items"] | Cart["methods"],
  ): Promise<void> {
    for (const { tax_lines, adjustments, ...row } of rows) {
      const id = this.id(table === "cart_line_item" ? "cali" : "casm")
      await this.insert(table, [{ ...row, id, cart_id: cartId }])
      await this.insert(
        taxes,
        tax_lines.map((tax) => ({ ...tax, id: this.id("txl"), [key]: id })),
      )
      await this.insert(
        off,
        adjustments.map((one) => ({ ...one, id: this.id("adj"), [key]: id })),
      )
    }
  }

  /** Rows with their amounts' exact digits beside, as the host keeps both. */
  private async insert(table: string, rows: readonly Row[], raw = true): Promise<void> {
    for (const row of rows) {
      const exact = Object.entries(row).filter(
        ([name, value]) => raw && /^(amount|.*unit_price)$/.test(name) && value !== null,
      )
      const whole: Row = {
        ...row,
        ...Object.fromEntries(exact.map(([name, value]) => [`raw_${name}`, { value: String(value), precision: 20 }])),
      }
      const names = Object.keys(whole)
      const values = names.map((name) =>
        typeof whole[name] === "object" && whole[name] !== null ? JSON.stringify(whole[name]) : whole[name],
      )
      await this.db.query(
        `insert into ${table} (${names.join(", ")}) values (${names.map((_, n) => `$${n + 1}`).join(", ")})`,
        values,
      )
    }
  }

  private id(prefix: string): string {
    return `${prefix}_corpus${String(this.serial++).padStart(8, "0")}${Math.floor(this.random() * 1e9)}`
  }
}
