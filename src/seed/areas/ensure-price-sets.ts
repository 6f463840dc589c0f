import type { LinkDefinition, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createPriceSetsStep } from "@medusajs/medusa/core-flows"
import { createWorkflow, type WorkflowData, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { type Prices, priceRows } from "../data/prices"
import { ensureLinks } from "../ensure-links"

/** Something with prices that a killed run left without its price set. */
export interface Priceless {
  readonly prices: Prices
  readonly linkTo: (priceSetId: string) => LinkDefinition
}

type PriceSetInput = { prices: ReturnType<typeof priceRows> }[]

const createDemoPriceSets = createWorkflow("create-demo-price-sets", (input: WorkflowData<PriceSetInput>) => {
  return new WorkflowResponse(createPriceSetsStep(input))
})

/**
 * Gives each its prices. The host makes the price set first and ties it afterwards, so a kill between the two leaves a
 * price set that belongs to nobody: one with exactly the wanted prices is taken over before a new one is made.
 */
export async function ensurePriceSets(container: MedusaContainer, priceless: readonly Priceless[]): Promise<void> {
  if (priceless.length === 0) return
  const strays = await strayPriceSets(container)
  const links: LinkDefinition[] = []
  const rest: Priceless[] = []
  for (const owner of priceless) {
    const stray = strays.get(fingerprint(priceRows(owner.prices)))?.pop()
    if (stray) links.push(owner.linkTo(stray))
    else rest.push(owner)
  }
  if (rest.length > 0) {
    const { result } = await createDemoPriceSets(container).run({
      input: rest.map(({ prices }) => ({ prices: priceRows(prices) })),
    })
    rest.forEach((owner, at) => {
      const made = result[at]
      if (made) links.push(owner.linkTo(made.id))
    })
  }
  await ensureLinks(container, links)
}

interface PriceSetRow {
  readonly id: string
  readonly prices?: readonly { amount: unknown; currency_code: string }[]
  readonly variant?: { id: string } | null
  readonly shipping_option?: { id: string } | null
}

/** Price sets that neither a variant nor a shipping option has, by what they hold. */
async function strayPriceSets(container: MedusaContainer): Promise<Map<string, string[]>> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "price_set",
    fields: ["id", "prices.amount", "prices.currency_code", "variant.id", "shipping_option.id"],
  })
  const strays = new Map<string, string[]>()
  for (const row of data as unknown as PriceSetRow[]) {
    if (row.variant || row.shipping_option) continue
    const key = fingerprint(
      (row.prices ?? []).map(({ amount, currency_code }) => ({ amount: Number(amount), currency_code })),
    )
    strays.set(key, [...(strays.get(key) ?? []), row.id])
  }
  return strays
}

function fingerprint(rows: readonly { amount: number; currency_code: string }[]): string {
  return rows
    .map(({ amount, currency_code }) => `${currency_code} ${amount}`)
    .sort()
    .join(", ")
}
