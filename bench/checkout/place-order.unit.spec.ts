import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import { JsonClient } from "../harness/json-client"
import { CHECKOUT_CALLS, chooseTwo, expectedTotalMinor, placeOrder, type Storefront } from "./place-order"

const variants = [1000, 2000, 3000, 4000].map((priceMinor, n) => ({ id: `variant_${n}`, priceMinor }))

/** Answers like a shop that sells everything, whose orders cost `total`, and remembers what it was asked. */
class StandInShop {
  readonly asked: string[] = []
  total = 0
  refuse: string | undefined

  answer(method: string, path: string): { status: number; body: unknown } {
    this.asked.push(`${method} ${path}`)
    if (path === this.refuse) return { status: 400, body: { message: "Not today." } }
    if (path.endsWith("/complete"))
      return { status: 200, body: { type: "order", order: { id: "order_1", total: this.total } } }
    if (path.startsWith("/store/shipping-options")) return { status: 200, body: { shipping_options: [{ id: "so_1" }] } }
    if (path === "/store/payment-collections") return { status: 200, body: { payment_collection: { id: "pc_1" } } }
    return { status: 200, body: { cart: { id: "cart_1" } } }
  }
}

describe("placeOrder", () => {
  let shop: StandInShop
  let server: Server
  let storefront: Storefront
  const plainly = <T>(_call: string, send: () => Promise<T>) => send()

  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume().once("end", () => {
        const { status, body } = shop.answer(request.method ?? "", request.url ?? "")
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body))
      })
    })
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    const client = new JsonClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {})
    storefront = { client, catalogue: { publishableKey: "pk_1", regionId: "reg_1", variants } }
  })

  afterAll(async () => {
    storefront.client.close()
    await new Promise((resolve) => server.close(resolve))
  })

  it("sends 9 calls in order, each seen by its name, and gives the order's id", async () => {
    shop = new StandInShop()
    shop.total = 42.9
    const seen: string[] = []
    const id = await placeOrder(storefront, 0, (call, send) => {
      seen.push(call)
      return send()
    })
    expect(id).toBe("order_1")
    expect(seen).toEqual([...CHECKOUT_CALLS])
    expect(shop.asked).toEqual([
      "POST /store/carts",
      "POST /store/carts/cart_1/line-items",
      "POST /store/carts/cart_1/line-items",
      "POST /store/carts/cart_1",
      "GET /store/shipping-options?cart_id=cart_1",
      "POST /store/carts/cart_1/shipping-methods",
      "POST /store/payment-collections",
      "POST /store/payment-collections/pc_1/payment-sessions",
      "POST /store/carts/cart_1/complete",
    ])
  })

  it("refuses an order of 42.89 where two lines, shipping and tax make 42.90", async () => {
    shop = new StandInShop()
    shop.total = 42.89
    await expect(placeOrder(storefront, 0, plainly)).rejects.toThrow(
      "Order order_1 costs 4289 cents; two lines, shipping and tax make 4290.",
    )
  })

  it("stops at the first refusal and tells what was asked and answered", async () => {
    shop = new StandInShop()
    shop.refuse = "/store/carts/cart_1/shipping-methods"
    await expect(placeOrder(storefront, 0, plainly)).rejects.toThrow(
      'POST /store/carts/cart_1/shipping-methods was answered with 400: {"message":"Not today."}',
    )
    expect(shop.asked).toHaveLength(6)
  })
})

describe("chooseTwo", () => {
  it("gives two buyers side by side 4 different variants, and the third begins again", () => {
    const chosen = [0, 1, 2].map((buyer) => chooseTwo(variants, buyer).map(({ id }) => id))
    expect(chosen).toEqual([
      ["variant_0", "variant_1"],
      ["variant_2", "variant_3"],
      ["variant_0", "variant_1"],
    ])
  })
})

describe("expectedTotalMinor", () => {
  it("adds 10.00, 20.00, shipping of 9.00 and ten per cent of tax to 42.90", () => {
    expect(expectedTotalMinor(variants[0]!, variants[1]!)).toBe(4290)
  })
})
