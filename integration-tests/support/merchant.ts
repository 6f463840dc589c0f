import request, { type Test } from "supertest"
import type { RunningShop } from "./running-shop"

/** The merchant's side as a program of the merchant's own calls it: every answer as it came, refusals included. */
export class Merchant {
  private constructor(
    private readonly baseUrl: string,
    private readonly token: string,
  ) {}

  static async login({ baseUrl, adminEmail, adminPassword }: RunningShop): Promise<Merchant> {
    const login = await request(baseUrl)
      .post("/auth/user/emailpass")
      .send({ email: adminEmail, password: adminPassword })
    return new Merchant(baseUrl, (login.body as { token: string }).token)
  }

  get(path: string, query: object | string = {}): Test {
    return this.as(request(this.baseUrl).get(path).query(query))
  }

  post(path: string, body: object | string = {}): Test {
    return this.as(request(this.baseUrl).post(path).send(body))
  }

  delete(path: string): Test {
    return this.as(request(this.baseUrl).delete(path))
  }

  private as(test: Test): Test {
    return test.set("authorization", `Bearer ${this.token}`)
  }
}
