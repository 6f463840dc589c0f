import { moneyFromMedusa, moneyToMedusa } from "@holdfast/kernel"

/** Amounts that have to be one before money moves. Decimal text in major units. */
export interface AmountsAsked {
  readonly currencyCode: string
  readonly cart: string
  readonly collection: { readonly amount: string; readonly currencyCode: string }
  readonly session: { readonly amount: string; readonly currencyCode: string }
}

export interface AmountsDiffer {
  readonly equal: false
  readonly cart: string
  readonly collection: string
  readonly session: string
}

/**
 * Whether the cart, its payment collection and its session are about the same amount, as far as a provider can charge it:
 * in minor units, rounded half up. Computed tax has more digits than a currency has.
 */
export function equalAmounts(asked: AmountsAsked): { readonly equal: true; readonly minor: string } | AmountsDiffer {
  const cart = payable(asked.cart, asked.currencyCode)
  const collection = payable(asked.collection.amount, asked.collection.currencyCode)
  const session = payable(asked.session.amount, asked.session.currencyCode)
  return cart.text === collection.text && cart.text === session.text
    ? { equal: true, minor: cart.minor }
    : { equal: false, cart: cart.text, collection: collection.text, session: session.text }
}

/** `19.99 EUR`; of a currency that nobody knows the decimals of, what was sent. */
function payable(amount: string, currencyCode: string): { readonly text: string; readonly minor: string } {
  const money = moneyFromMedusa(amount, currencyCode, "half_up")
  const code = currencyCode.toUpperCase()
  return money.ok
    ? { text: `${moneyToMedusa(money.value)} ${code}`, minor: money.value.amountMinor.toString() }
    : { text: `${amount} ${code}`, minor: amount }
}
