import type { JsonClient } from "../harness/json-client"
import { type Catalogue, SHIPPING_MINOR, TAX_PERCENT, type Variant } from "./catalogue"

/** What a storefront sends to sell two things to a guest, in order. */
export const CHECKOUT_CALLS = [
  "create cart",
  "add first line",
  "add second line",
  "e-mail and address",
  "list shipping options",
  "choose shipping",
  "create payment collection",
  "create payment session",
  "complete",
] as const

export type CheckoutCall = (typeof CHECKOUT_CALLS)[number]

/** Stands around each call, to time it or to count what it does. */
export type Observe = <T>(call: CheckoutCall, send: () => Promise<T>) => Promise<T>

export interface Storefront {
  readonly client: JsonClient
  readonly catalogue: Catalogue
}

interface Completed {
  readonly type: string
  readonly order?: { readonly id: string; readonly total: number }
  readonly error?: { readonly message: string }
}

const ADDRESS = {
  first_name: "Ada",
  last_name: "Buyer",
  address_1: "350 Fifth Avenue",
  city: "New York",
  postal_code: "10118",
  province: "NY",
  country_code: "us",
}

/** A cart that only waits for the last click. */
export interface ReadyCart {
  readonly id: string
  /** What its order has to cost. */
  readonly expectedMinor: number
}

/**
 * Buys two variants as a guest and checks the order's total.
 *
 * @param buyer counts up over a run; it chooses the variants and the address of the e-mail
 * @returns the order's id
 */
export async function placeOrder(storefront: Storefront, buyer: number, observe: Observe): Promise<string> {
  const cart = await fillCart(storefront, buyer, chooseTwo(storefront.catalogue.variants, buyer), observe)
  return observe("complete", () => completeCart(storefront, cart))
}

/** Everything before the last click. */
export async function fillCart(
  { client, catalogue }: Storefront,
  buyer: number,
  [first, second]: readonly [Variant, Variant],
  observe: Observe,
): Promise<ReadyCart> {
  const { cart } = await observe("create cart", () =>
    client.post<{ cart: { id: string } }>("/store/carts", { region_id: catalogue.regionId }),
  )
  const path = `/store/carts/${cart.id}`
  const add = (variant: Variant) => client.post(`${path}/line-items`, { variant_id: variant.id, quantity: 1 })
  await observe("add first line", () => add(first))
  await observe("add second line", () => add(second))
  await observe("e-mail and address", () =>
    client.post(path, {
      email: `buyer-${buyer}@bench.example`,
      shipping_address: ADDRESS,
      billing_address: ADDRESS,
    }),
  )
  const { shipping_options: options } = await observe("list shipping options", () =>
    client.get<{ shipping_options: readonly { id: string }[] }>(`/store/shipping-options?cart_id=${cart.id}`),
  )
  const option = options[0]
  if (!option) throw new Error("The shop offers no shipping.")
  await observe("choose shipping", () => client.post(`${path}/shipping-methods`, { option_id: option.id }))
  const { payment_collection: collection } = await observe("create payment collection", () =>
    client.post<{ payment_collection: { id: string } }>("/store/payment-collections", { cart_id: cart.id }),
  )
  await observe("create payment session", () =>
    client.post(`/store/payment-collections/${collection.id}/payment-sessions`, { provider_id: "pp_system_default" }),
  )
  return { id: cart.id, expectedMinor: expectedTotalMinor(first, second) }
}

/** The last click. Answers the order's id. */
export async function completeCart({ client }: Storefront, { id, expectedMinor }: ReadyCart): Promise<string> {
  return checkOrder(await client.post<Completed>(`/store/carts/${id}/complete`, {}), expectedMinor)
}

/** Neighbours in the list, a pair further for each buyer, so that buyers side by side want different things. */
export function chooseTwo(variants: readonly Variant[], buyer: number): readonly [Variant, Variant] {
  const at = (index: number) => {
    const variant = variants[index % variants.length]
    if (!variant) throw new Error("The catalogue is empty.")
    return variant
  }
  return [at(2 * buyer), at(2 * buyer + 1)]
}

export function expectedTotalMinor(first: Variant, second: Variant): number {
  return ((first.priceMinor + second.priceMinor + SHIPPING_MINOR) * (100 + TAX_PERCENT)) / 100
}

function checkOrder({ type, order, error }: Completed, expectedMinor: number): string {
  if (type !== "order" || !order) throw new Error(`The cart was not completed: ${error?.message ?? type}.`)
  const totalMinor = Math.round(order.total * 100)
  if (totalMinor !== expectedMinor) {
    throw new Error(`Order ${order.id} costs ${totalMinor} cents; two lines, shipping and tax make ${expectedMinor}.`)
  }
  return order.id
}
