import { randomUUID } from "node:crypto"
import type { Answer, Asked, ShopClient } from "./shop-client"

/** A rule that a shop does not keep. */
class BrokenRule extends Error {}

/** What the rules are tried on: carts, which every shop makes for anybody. */
export class ShopUnderTest {
  private constructor(
    private readonly client: ShopClient,
    readonly regionId: string,
  ) {}

  static async open(client: ShopClient): Promise<ShopUnderTest> {
    const { status, json, text } = await client.send("/store/regions?limit=1", { method: "GET" })
    const [region] = (json["regions"] ?? []) as { id: string }[]
    if (!region) throw new Error(`GET /store/regions answered ${status} without a region: ${text.slice(0, 200)}`)
    return new ShopUnderTest(client, region.id)
  }

  send(path: string, asked?: Asked): Promise<Answer> {
    return this.client.send(path, asked)
  }

  newKey(): string {
    return randomUUID()
  }

  createCart(asked: Asked = {}): Promise<Answer> {
    return this.send("/store/carts", { body: { region_id: this.regionId }, ...asked })
  }

  /** A customer who was not there before, logged in. */
  async customerToken(): Promise<string> {
    const body = { email: `proof-${randomUUID()}@example.com`, password: randomUUID() }
    const registered = await this.send("/auth/customer/emailpass/register", { body })
    const token = tokenOf(registered)
    expectAnswer(await this.send("/store/customers", { token, body: { email: body.email } }), 200)
    return tokenOf(await this.send("/auth/customer/emailpass", { body }))
  }
}

export const cartIdOf = ({ status, json, text }: Answer): string => {
  const { id } = (json["cart"] ?? {}) as { id?: string }
  if (id === undefined) throw new BrokenRule(`a cart was asked for, and the answer was ${status} ${text.slice(0, 200)}`)
  return id
}

/** @throws BrokenRule when the answer has another status, or another code */
export function expectAnswer(answer: Answer, status: number, code?: string): void {
  const is = `${answer.status}${typeof answer.json["code"] === "string" ? ` ${answer.json["code"]}` : ""}`
  const wanted = `${status}${code === undefined ? "" : ` ${code}`}`
  if (answer.status !== status || (code !== undefined && answer.json["code"] !== code)) {
    throw new BrokenRule(`the answer is ${is} and not ${wanted}: ${answer.text.slice(0, 200)}`)
  }
}

/** @throws BrokenRule with what is not so */
export function expectThat(holds: boolean, otherwise: string): void {
  if (!holds) throw new BrokenRule(otherwise)
}

function tokenOf({ status, json, text }: Answer): string {
  const { token } = json
  if (typeof token !== "string") throw new Error(`A customer could not log in: ${status} ${text.slice(0, 200)}`)
  return token
}
