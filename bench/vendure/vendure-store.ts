import { performance } from "node:perf_hooks"
import { JsonClient } from "../harness/json-client"

const ORDER = "... on Order { id code state totalWithTax } ... on ErrorResult { errorCode message }"

interface Answer {
  readonly id?: string
  readonly code?: string
  readonly state?: string
  readonly totalWithTax?: number
  readonly errorCode?: string
  readonly message?: string
}

/** An order that only waits for its payment. Each buyer has a session of their own. */
export interface ReadyOrder {
  readonly client: JsonClient
  readonly totalMinor: number
}

/** Vendure's shop API, as its storefronts use it. */
export class VendureStore {
  private constructor(
    private readonly baseUrl: string,
    private readonly variants: readonly [string, string],
  ) {}

  static async open(baseUrl: string): Promise<VendureStore> {
    const { data } = await new JsonClient(baseUrl, {}).post<{
      data: { products: { items: readonly { variants: readonly { id: string }[] }[] } }
    }>("/shop-api", { query: "{ products(options: { take: 2, sort: { id: ASC } }) { items { variants { id } } } }" })
    const [first, second] = data.products.items.map(({ variants }) => variants[0]?.id)
    if (first === undefined || second === undefined) throw new Error("Vendure's catalogue is empty.")
    return new VendureStore(baseUrl, [first, second])
  }

  /** Everything before the payment, of the same two articles for every buyer. */
  async fill(buyer: number): Promise<ReadyOrder> {
    const { token } = await this.session()
    const client = new JsonClient(this.baseUrl, { authorization: `Bearer ${token}` })
    for (const variant of this.variants) {
      await ask(client, `addItemToOrder(productVariantId: "${variant}", quantity: 1) { ${ORDER} }`)
    }
    const who = `{ firstName: "Ada", lastName: "Buyer", emailAddress: "buyer-${buyer}@bench.example" }`
    await ask(client, `setCustomerForOrder(input: ${who}) { ${ORDER} }`)
    const where = `{ fullName: "Ada Buyer", streetLine1: "1 Dock Street", city: "Aarhus", postalCode: "8000", countryCode: "DK" }`
    await ask(client, `setOrderShippingAddress(input: ${where}) { ${ORDER} }`)
    const { data } = await client.post<{ data: { eligibleShippingMethods: readonly { id: string }[] } }>("/shop-api", {
      query: "{ eligibleShippingMethods { id } }",
    })
    const [shipping] = data.eligibleShippingMethods
    if (!shipping) throw new Error("Vendure offers no shipping.")
    const order = await ask(client, `setOrderShippingMethod(shippingMethodId: "${shipping.id}") { ${ORDER} }`)
    await ask(
      client,
      `transitionOrderToState(state: "ArrangingPayment") { ... on Order { id state } ... on OrderStateTransitionError { errorCode message } }`,
    )
    return { client, totalMinor: order.totalWithTax ?? 0 }
  }

  /** The payment, which places the order, timed. */
  async place({ client, totalMinor }: ReadyOrder): Promise<{ readonly orderId: string; readonly ms: number }> {
    const sentAt = performance.now()
    const order = await ask(client, `addPaymentToOrder(input: { method: "dummy", metadata: {} }) { ${ORDER} }`)
    const ms = performance.now() - sentAt
    client.close()
    if (order.state !== "PaymentSettled" || order.totalWithTax !== totalMinor || totalMinor <= 0) {
      throw new Error(
        `Vendure's order is ${order.state ?? "nowhere"} over ${order.totalWithTax ?? 0}, not ${totalMinor}.`,
      )
    }
    return { orderId: order.code ?? "", ms }
  }

  /** A guest's token, which Vendure gives in a header of the first answer. */
  private async session(): Promise<{ readonly token: string }> {
    const answered = await fetch(`${this.baseUrl}/shop-api`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: `mutation { addItemToOrder(productVariantId: "0", quantity: 1) { ${ORDER} } }` }),
    })
    await answered.arrayBuffer()
    const token = answered.headers.get("vendure-auth-token")
    if (token === null) throw new Error("Vendure gave no session.")
    return { token }
  }
}

async function ask(client: JsonClient, mutation: string): Promise<Answer> {
  const { data, errors } = await client.post<{
    data: Readonly<Record<string, Answer>> | null
    errors?: readonly { readonly message: string }[]
  }>("/shop-api", { query: `mutation { ${mutation} }` })
  const [answer] = Object.values(data ?? {})
  if (!answer || answer.errorCode !== undefined) {
    throw new Error(
      `Vendure refused: ${answer?.message ?? errors?.[0]?.message ?? "no answer"} (${mutation.slice(0, 60)})`,
    )
  }
  return answer
}
