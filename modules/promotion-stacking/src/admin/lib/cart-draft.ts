import { parted } from "./parted"
import { fieldsOf, listOf, textOf } from "./source-fields"
import type { Source } from "./stacking-types"

export interface DraftLine {
  readonly id: string
  readonly sku: string
  readonly quantity: string
  readonly unitPrice: string
  /** Several are parted by commas, here and below. */
  readonly categories: string
  readonly collections: string
  readonly tags: string
}

/** A cart as it is typed into the form. */
export interface CartDraft {
  readonly currency: string
  readonly market: string
  readonly channel: string
  readonly segment: string
  readonly customer: string
  readonly groups: string
  readonly payment: string
  readonly delivery: string
  readonly codes: string
  readonly shipping: string
  readonly lines: readonly DraftLine[]
}

const line = (id: string, sku: string, quantity: string, unitPrice: string, categories: string): DraftLine => ({
  ...{ id, sku, quantity, unitPrice, categories },
  ...{ collections: "", tags: "" },
})

export const SAMPLE_CART: CartDraft = {
  currency: "USD",
  market: "US",
  channel: "web",
  segment: "",
  customer: "",
  groups: "",
  payment: "",
  delivery: "",
  codes: "",
  shipping: "7.95",
  lines: [line("1", "sample-hoodie", "1", "59.00", "hoodies"), line("2", "sample-tee", "2", "24.00", "tees")],
}

/** The next line of a draft: its id is one that no other has. */
export const addLine = (draft: CartDraft): CartDraft => {
  const id = String(1 + Math.max(0, ...draft.lines.map((one) => Number(one.id))))
  return { ...draft, lines: [...draft.lines, line(id, "", "1", "10.00", "")] }
}

/** A cart that an entry is likely to apply to: what its conditions name, so far as they name it plainly. */
export function sampleCartFor(source: Source): CartDraft {
  const conditions = fieldsOf(source.conditions)
  const contains = fieldsOf(conditions.cart_contains)
  const first = (value: unknown, otherwise = "") => textOf(listOf(value)[0], otherwise)
  const named = (what: string) => listOf(contains[`any_of_${what}`] ?? contains[`all_of_${what}`])
  const [hoodie, tee] = SAMPLE_CART.lines as [DraftLine, DraftLine]
  const sku = first(named("variants"), hoodie.sku).replaceAll("*", "1").replaceAll("?", "1")
  const categories = named("categories").map(String)
  const match: DraftLine = {
    ...hoodie,
    sku,
    quantity: first(contains.min_quantity ?? conditions.min_quantity, hoodie.quantity),
    categories: contains.all_of_categories ? categories.join(", ") : (categories[0] ?? hoodie.categories),
    collections: named("collections").join(", "),
    tags: named("tags").join(", "),
  }
  return {
    ...SAMPLE_CART,
    currency: first(conditions.currencies, SAMPLE_CART.currency).toUpperCase(),
    market: first(conditions.markets, SAMPLE_CART.market),
    channel: first(conditions.channels, SAMPLE_CART.channel),
    segment: first(conditions.customer_segment),
    customer: first(conditions.customers),
    groups: first(conditions.customer_groups),
    payment: first(conditions.payment_methods),
    delivery: first(conditions.shipping_methods),
    codes: first(source.codes),
    lines: [match, { ...tee, categories: categories.at(-1) ?? tee.categories }],
  }
}

/** The cart as the simulator takes it. What is left empty is left out. */
export const cartBody = (draft: CartDraft) => ({
  currency_code: draft.currency.trim(),
  ...(draft.market.trim() && { market: draft.market.trim() }),
  ...(draft.channel.trim() && { channel: draft.channel.trim() }),
  ...(draft.segment.trim() && { customer_segment: parted(draft.segment) }),
  ...(draft.customer.trim() && { customer: draft.customer.trim() }),
  ...(draft.groups.trim() && { customer_groups: parted(draft.groups) }),
  ...(draft.payment.trim() && { payment_method: draft.payment.trim() }),
  ...(draft.delivery.trim() && { shipping_method: draft.delivery.trim() }),
  shipping_total: draft.shipping.trim() || "0",
  codes: parted(draft.codes),
  items: draft.lines.map((one) => ({
    id: one.id,
    ...(one.sku.trim() && { sku: one.sku.trim() }),
    quantity: Number(one.quantity),
    unit_price: one.unitPrice.trim(),
    categories: parted(one.categories),
    collections: parted(one.collections),
    tags: parted(one.tags),
  })),
})
