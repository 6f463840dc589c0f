import { element } from "./element"

export interface TypedCard {
  readonly holder: string
  readonly number: string
  readonly month: string
  /** Four digits. */
  readonly year: string
  readonly cvc: string
}

/** A card that a provider publishes for tests. */
export interface TestCard {
  readonly does: string
  readonly number: string
  readonly holder?: string
}

/** Fields for a card, with test cards one press away. */
export interface CardFields {
  readonly shown: HTMLElement
  readonly card: () => TypedCard
}

export function cardFields(tests: readonly TestCard[], { withHolder }: { withHolder: boolean }): CardFields {
  const input = (name: string, example: string, autocomplete: string, numeric = true) =>
    element("input", { name, placeholder: example, autocomplete, ...(numeric && { inputmode: "numeric" }) })
  const labeled = (label: string, field: HTMLElement, kind = "") => element("label", { class: kind }, label, field)
  const holder = input("holder", "As on the card", "cc-name", false)
  const number = input("number", "0000 0000 0000 0000", "cc-number")
  const expiry = input("expiry", "MM/YY", "cc-exp")
  const cvc = input("cvc", "CVC", "cc-csc")
  const take = (card: TestCard) => () => {
    number.value = card.number.replace(/(\d{4})(?=\d)/g, "$1 ")
    // The date and the code that every provider's test cards take.
    expiry.value = "03/30"
    cvc.value = "737"
    holder.value = card.holder ?? "Ada Buyer"
  }
  const buttons = tests.map((card) => element("button", { type: "button", click: take(card) }, card.does))
  return {
    shown: element(
      "div",
      {},
      element(
        "div",
        { class: "fields" },
        ...(withHolder ? [labeled("Name on the card", holder, "wide")] : []),
        labeled("Card number", number, "wide"),
        labeled("Expires", expiry),
        labeled("Security code", cvc),
      ),
      element(
        "div",
        { class: "trials", role: "group", "aria-label": "Test cards" },
        element("span", { class: "soft" }, "Fill in a test card that"),
        ...buttons,
      ),
    ),
    card: () => {
      const [month = "", year = ""] = expiry.value.split("/").map((part) => part.trim())
      return {
        holder: holder.value.trim(),
        number: number.value.replace(/\D/g, ""),
        month: month.padStart(2, "0"),
        year: year.length === 2 ? `20${year}` : year,
        cvc: cvc.value.trim(),
      }
    },
  }
}
