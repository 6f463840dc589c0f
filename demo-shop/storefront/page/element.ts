type Attributes = Readonly<Record<string, string | boolean | ((event: Event) => void)>>

/** Makes an element. Text is text: nothing of the shop's data is read as HTML. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value)
    else if (typeof value === "boolean") made.toggleAttribute(name, value)
    else made.setAttribute(name, value)
  }
  made.append(...children)
  return made
}

export const inPlaceOf = (id: string, ...children: readonly (Node | string)[]): HTMLElement => {
  const place = document.getElementById(id)
  if (!place) throw new Error(`The page has no #${id}.`)
  place.replaceChildren(...children)
  return place
}

export const inMoney = (amount: number, currency: string): string =>
  new Intl.NumberFormat("en", { style: "currency", currency }).format(amount)

/** An amount as payment providers count it. */
export function inMinorUnits(amount: number, currency: string): string {
  const money = new Intl.NumberFormat("en", { style: "currency", currency })
  return money.format(amount / 10 ** (money.resolvedOptions().maximumFractionDigits ?? 2))
}
