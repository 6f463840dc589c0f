import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { createUserAccountWorkflow } from "@medusajs/medusa/core-flows"

const PROVIDER = "emailpass"

export interface AdminLogin {
  readonly email: string
  readonly password: string
}

/**
 * Creates the admin when nobody has that address yet. Without a wish, only a shop that has no admin at all gets one.
 *
 * @param wished from ADMIN_EMAIL and ADMIN_PASSWORD
 * @param fallback what to create when the shop has no admin and nothing was wished for
 * @returns the login that was created, or nothing
 * @throws Error when the address is known with a password that an earlier try left behind
 */
export async function createFirstAdmin(
  container: MedusaContainer,
  wished: AdminLogin | undefined,
  fallback: AdminLogin,
): Promise<AdminLogin | undefined> {
  const users = container.resolve(Modules.USER)
  const [, admins] = await users.listAndCountUsers({}, { take: 1 })
  const login = wished ?? (admins === 0 ? fallback : undefined)
  if (!login) return undefined
  const [known] = await users.listUsers({ email: login.email }, { take: 1 })
  if (known) return undefined

  const auth = container.resolve(Modules.AUTH)
  const body = { email: login.email, password: login.password }
  const registered = await auth.register(PROVIDER, { body })
  // A start that was killed between the two writes left an identity without a user: it is used when the password fits.
  const { authIdentity, error } = registered.success ? registered : await auth.authenticate(PROVIDER, { body })
  if (!authIdentity) {
    throw new Error(
      `The admin ${login.email} could not be created: ${error ?? "the address has a login with another password"}. Choose another ADMIN_EMAIL.`,
    )
  }
  await createUserAccountWorkflow(container).run({
    input: { authIdentityId: authIdentity.id, userData: { email: login.email } },
  })
  return login
}
