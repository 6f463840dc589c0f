import type { Storefront } from "./storefront"

/** Registers a customer and logs the storefront in as that customer, as an account page does. */
export async function signUp({ sdk }: Storefront, email: string): Promise<void> {
  const login = { email, password: "a-password-for-tests-alone" }
  await sdk.auth.register("customer", "emailpass", login)
  await sdk.store.customer.create({ email, first_name: "Robin", last_name: "Register" })
  const token = await sdk.auth.login("customer", "emailpass", login)
  if (typeof token !== "string") throw new Error("The customer's login asks for a step this storefront does not know.")
}
