import request from "supertest"
import type { Merchant } from "./merchant"
import type { RunningShop } from "./running-shop"

/** The shop as another admin sees it, whom the first one invited. */
export async function secondAdmin(shop: RunningShop, merchant: Merchant, firstName: string): Promise<RunningShop> {
  const login = { email: `${firstName.toLowerCase()}@holdfast.example`, password: "another-password-for-tests" }
  const { body: invited } = await merchant.post("/admin/invites", { email: login.email }).expect(200)
  const { body: registered } = await request(shop.baseUrl).post("/auth/user/emailpass/register").send(login).expect(200)
  await request(shop.baseUrl)
    .post("/admin/invites/accept")
    .query({ token: (invited as { invite: { token: string } }).invite.token })
    .set("authorization", `Bearer ${(registered as { token: string }).token}`)
    .send({ email: login.email, first_name: firstName, last_name: "Second" })
    .expect(200)
  return { ...shop, adminEmail: login.email, adminPassword: login.password }
}
