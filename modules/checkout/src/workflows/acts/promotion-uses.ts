import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { knexSqlTx, type RawKnex, type SqlTx } from "@holdfast/kernel"
import type { CartRead } from "../../modules/checkout/domain/cart-read"

interface Use {
  readonly amount: number
  readonly code: string
}

/** The host's promotion module, as far as uses are counted. It keeps them in the transaction that it is given. */
interface UsesOfPromotions {
  registerUsage(uses: readonly Use[], of: object, context: object): Promise<void>
  revertUsage(uses: readonly Use[], of: object, context: object): Promise<void>
  readonly baseRepository_: {
    transaction<T>(work: (manager: { getTransactionContext(): RawKnex }) => Promise<T>): Promise<T>
  }
}

const usesOf = (cart: CartRead): readonly Use[] =>
  [...cart.items, ...cart.shipping_methods].flatMap(({ adjustments }) =>
    adjustments.flatMap(({ amount, code }) => (code ? [{ amount, code }] : [])),
  )

const buyerOf = (cart: CartRead) => ({
  customer_id: cart.customer_known ? cart.customer_id : null,
  customer_email: cart.email,
})

/** Whether an order of this cart uses up something that is limited. */
export const countsUses = (cart: CartRead): boolean => cart.limited_promotions && usesOf(cart).length > 0

/** Counts the cart's uses in one transaction with the journal's word for it, so that a crash cannot part the two. */
export const registerUses = (container: MedusaContainer, cart: CartRead, journal: (tx: SqlTx) => Promise<unknown>) =>
  inOneTransaction(container, "registerUsage", cart, journal)

/** Takes the count back, again in one transaction with the journal. */
export const revertUses = (container: MedusaContainer, cart: CartRead, journal: (tx: SqlTx) => Promise<unknown>) =>
  inOneTransaction(container, "revertUsage", cart, journal)

async function inOneTransaction(
  container: MedusaContainer,
  act: "registerUsage" | "revertUsage",
  cart: CartRead,
  journal: (tx: SqlTx) => Promise<unknown>,
): Promise<void> {
  const promotions = container.resolve<UsesOfPromotions>(Modules.PROMOTION)
  await promotions.baseRepository_.transaction(async (manager) => {
    await journal(knexSqlTx(manager.getTransactionContext()))
    await promotions[act](usesOf(cart), buyerOf(cart), { transactionManager: manager, __type: "MedusaContext" })
  })
}
