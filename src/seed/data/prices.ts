import { z } from "@medusajs/framework/zod"

/** The demo shop's currencies; every variant and every shipping option has a price in each. */
export const DEMO_CURRENCIES = ["usd", "eur", "gbp", "jpy"] as const
export type DemoCurrency = (typeof DEMO_CURRENCIES)[number]

const toTheCent = z
  .string()
  .regex(/^\d+(\.\d{1,2})?$/, "must be an amount with at most two decimals, such as 19.90")
  .transform(Number)
const wholeYen = z.string().regex(/^\d+$/, "must be a whole number: yen have no decimals").transform(Number)

/** Amounts in major units, as the host's price rows hold them: 19.9 euros, 2580 yen. */
export const pricesSchema = z.strictObject({ usd: toTheCent, eur: toTheCent, gbp: toTheCent, jpy: wholeYen })
export type Prices = z.output<typeof pricesSchema>

/** The same prices as the host's workflows take them. */
export function priceRows(prices: Prices): { currency_code: DemoCurrency; amount: number }[] {
  return DEMO_CURRENCIES.map((currency) => ({ currency_code: currency, amount: prices[currency] }))
}
