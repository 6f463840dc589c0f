import Medusa from "@medusajs/js-sdk"

/** The merchant's side of the shop, logged in through the client the dashboard uses. */
export async function adminDesk(shop: {
  readonly baseUrl: string
  readonly adminEmail: string
  readonly adminPassword: string
}): Promise<Medusa> {
  const sdk = new Medusa({ baseUrl: shop.baseUrl, auth: { type: "jwt", jwtTokenStorageMethod: "memory" } })
  const token = await sdk.auth.login("user", "emailpass", { email: shop.adminEmail, password: shop.adminPassword })
  if (typeof token !== "string") throw new Error("The admin's login asks for a step this desk does not know.")
  return sdk
}
