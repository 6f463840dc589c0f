/** An amount as people read it, such as $12.50; the amount and the code where the currency is not known. */
export function moneyText(amount: string | number, currency: string): string {
  try {
    return new Intl.NumberFormat(undefined, { style: "currency", currency }).format(Number(amount))
  } catch {
    return `${amount} ${currency}`
  }
}
