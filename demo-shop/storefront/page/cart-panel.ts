import { ADDRESSES } from "./addresses"
import { element, inMoney, inPlaceOf } from "./element"
import { ShopRefused, type Cart, type Region, type ShippingOption, type StoreApi } from "./store-api"
import type { PaymentForm, WayToPay } from "./ways-to-pay"

/** The second of two steps: the session is open for this very total, and its form stands on the page. */
interface Payment {
  readonly form: PaymentForm
  readonly words: string
  /** Whether the provider's side is done, so that only the order is missing. */
  paid: boolean
}

type Shown = Node | string

/** The cart and the way to the order, in one column: what is in it, how it ships, and then how it is paid. */
export class CartPanel {
  private cart: Cart | null = null
  private options: readonly ShippingOption[] = []
  private way: WayToPay | undefined
  private payment: Payment | null = null
  /** What is said of the last order while there is no other cart. */
  private ordered: readonly Shown[] | null = null
  /** Of the next order. Whatever is pressed twice, or sent again after a lost answer, is the same order. */
  private key = crypto.randomUUID()
  private turn: Promise<void> = Promise.resolve()
  private waiting = 0

  constructor(
    private readonly api: StoreApi,
    private readonly region: Region,
    private readonly ways: readonly WayToPay[],
  ) {
    this.way = ways[0]
  }

  add(variantId: string): Promise<void> {
    return this.trying(async () => {
      const cart = this.cart ?? (await this.startCart())
      this.changeTo(await this.api.addLine(cart.id, variantId))
      if (this.options.length === 0) await this.offerShipping(cart.id)
    })
  }

  show(wrong?: string): void {
    const { cart, payment } = this
    const isEmpty = !cart || cart.items.length === 0
    const rows = isEmpty ? this.empty() : payment ? this.secondStep(cart, payment) : this.firstStep(cart)
    const alert = wrong ? [element("p", { class: "bad", role: "alert" }, wrong)] : []
    // What went wrong stands where the eye is: above the button that was pressed.
    inPlaceOf("cart", ...rows.slice(0, -1), ...alert, ...rows.slice(-1))
  }

  private empty(): readonly Shown[] {
    if (this.ordered) return this.ordered
    return [
      element("h2", {}, "Your cart"),
      element("p", { class: "soft" }, "It is empty. Add something, and pay for it with a test card."),
    ]
  }

  private firstStep(cart: Cart): Shown[] {
    const next = element("button", { type: "button", class: "main" }, "Continue to payment")
    next.addEventListener("click", () => void this.openPayment())
    const unpayable = element("p", { class: "bad" }, "This region has no way to pay. Add one in the dashboard.")
    return [
      element("h2", {}, "Your cart"),
      element("ul", { class: "lines" }, ...cart.items.map((line) => this.line(line, cart.currency_code))),
      ...sums(cart),
      element("h3", { id: "shipping" }, "Shipping"),
      this.shippingChoices(cart),
      element("h3", { id: "payment" }, "Payment"),
      this.paymentChoices(),
      this.way ? next : unpayable,
    ]
  }

  private secondStep(cart: Cart, { form, words }: Payment): Shown[] {
    const total = inMoney(cart.total, cart.currency_code)
    const back = element("button", { type: "button", class: "quiet" }, "Change the cart")
    back.addEventListener("click", () => {
      this.payment = null
      this.show()
    })
    const place = element("button", { type: "button", class: "main" }, `${words} ${total}`)
    place.addEventListener("click", () => void this.placeOrder())
    return [
      element("div", { class: "row head" }, element("h2", {}, "Payment"), back),
      element("p", { class: "soft" }, `${this.way?.label ?? ""}. ${countOf(cart)}, ${total} in all.`),
      form.shown,
      place,
    ]
  }

  private line({ id, title, quantity, unit_price }: Cart["items"][number], currency: string): HTMLElement {
    const remove = element("button", { type: "button", class: "quiet", "aria-label": `Remove ${title}` }, "Remove")
    remove.addEventListener("click", () => {
      void this.trying(async () => {
        if (this.cart) this.changeTo(await this.api.removeLine(this.cart.id, id))
      })
    })
    return element(
      "li",
      { class: "row" },
      element("span", {}, `${quantity} × ${title}`, remove),
      element("span", { class: "amount" }, inMoney(unit_price * quantity, currency)),
    )
  }

  private shippingChoices(cart: Cart): HTMLElement {
    const options = this.options.map(({ id, name, amount }) =>
      element(
        "option",
        { value: id, selected: cart.shipping_methods?.some((method) => method.shipping_option_id === id) ?? false },
        `${name}, ${inMoney(amount, cart.currency_code)}`,
      ),
    )
    const choice = element("select", { "aria-labelledby": "shipping" }, ...options)
    choice.addEventListener("change", () => {
      void this.trying(async () => this.changeTo(await this.api.chooseShipping(cart.id, choice.value)))
    })
    return choice
  }

  private paymentChoices(): HTMLElement {
    return element(
      "div",
      { class: "choices", role: "radiogroup", "aria-labelledby": "payment" },
      ...this.ways.map((way) => {
        const radio = element("input", { type: "radio", name: "way", checked: way === this.way })
        radio.addEventListener("change", () => (this.way = way))
        return element("label", {}, radio, way.label)
      }),
    )
  }

  private async startCart(): Promise<Cart> {
    const { id } = await this.api.createCart(this.region.id)
    const country = this.region.countries.map(({ iso_2 }) => iso_2).find((code) => code in ADDRESSES) ?? ""
    const address = ADDRESSES[country] ?? {}
    return this.api.updateCart(id, { email: "ada@example.com", shipping_address: address, billing_address: address })
  }

  private async offerShipping(cartId: string): Promise<void> {
    this.options = await this.api.shippingOptions(cartId)
    const [first] = this.options
    if (first) this.changeTo(await this.api.chooseShipping(cartId, first.id))
  }

  /** A session is for one total, so a changed cart begins its payment again. */
  private changeTo(cart: Cart): void {
    this.cart = cart
    this.payment = null
    this.ordered = null
    this.key = crypto.randomUUID()
  }

  private openPayment(): Promise<void> {
    return this.trying(async () => {
      const { cart, way } = this
      if (!cart || !way) return
      const form = await way.open(await this.api.openSession(cart.id, way.providerId))
      this.payment = { form, words: way.providerId.startsWith("pp_system") ? "Order for" : "Pay", paid: false }
    })
  }

  private placeOrder(): Promise<void> {
    return this.trying(async () => {
      const { cart, payment } = this
      if (!cart || !payment) return
      if (!payment.paid) {
        const paid = await payment.form.pay()
        if (!paid.ok) throw new Error(paid.message)
        payment.paid = true
      }
      const answer = await this.completed(cart)
      if (answer.type === "cart") {
        // A payment that the provider takes back is made again, by another click.
        payment.paid = false
        this.key = crypto.randomUUID()
        throw new Error(answer.error.message)
      }
      const { order } = answer
      this.cart = null
      this.payment = null
      this.options = []
      this.key = crypto.randomUUID()
      this.ordered = thanks(order.display_id, inMoney(order.total, order.currency_code))
    })
  }

  private async completed(cart: Cart) {
    try {
      return await this.api.complete(cart.id, this.key)
    } catch (error) {
      // The shop knows better than this page what is in the cart: a line may be sold out, a price another.
      if (error instanceof ShopRefused) this.changeTo(await this.api.cart(cart.id))
      throw error
    }
  }

  /** One thing after another, and nothing is pressed twice. Shows the panel as it is then. */
  private trying(work: () => Promise<void>): Promise<void> {
    this.waiting += 1
    // What was wrong before says nothing about this try.
    document.querySelector("#cart [role=alert]")?.remove()
    // What is pressed is replaced by what follows from it, and the keyboard goes on from there.
    const wasHere = document.activeElement?.closest("#cart") ?? null
    this.showBusy()
    this.turn = this.turn.then(async () => {
      try {
        await work()
        this.show()
      } catch (error) {
        this.show(error instanceof Error ? error.message : String(error))
      } finally {
        this.waiting -= 1
        this.showBusy()
        if (wasHere instanceof HTMLElement) wasHere.focus({ preventScroll: true })
      }
    })
    return this.turn
  }

  private showBusy(): void {
    const place = document.getElementById("cart")
    if (!place) return
    place.ariaBusy = this.waiting > 0 ? "true" : null
    for (const control of place.querySelectorAll("button, input, select")) {
      control.toggleAttribute("disabled", this.waiting > 0)
    }
  }
}

const row = (label: string, amount: string, kind = "row") =>
  element("div", { class: kind }, element("span", {}, label), element("span", { class: "amount" }, amount))

/** What is added to the lines. Where prices are without tax, so is shipping, and the tax is a line of its own. */
function sums(cart: Cart): HTMLElement[] {
  const amount = (value: number) => inMoney(value, cart.currency_code)
  const withTax = cart.items.every((line) => line.is_tax_inclusive)
  const discount = withTax ? cart.discount_total : cart.discount_subtotal
  return [
    ...(discount ? [row("Discount", amount(-discount))] : []),
    row("Shipping", amount(withTax ? cart.shipping_total : cart.shipping_subtotal)),
    ...(withTax ? [] : [row("Tax", amount(cart.tax_total))]),
    row("Total", amount(cart.total), "row total"),
    ...(withTax ? [row("of which tax", amount(cart.tax_total), "row soft")] : []),
  ]
}

function countOf({ items }: Cart): string {
  const count = items.reduce((sum, { quantity }) => sum + quantity, 0)
  return count === 1 ? "1 item" : `${count} items`
}

const thanks = (number: number, total: string): Shown[] => [
  element("h2", { class: "good" }, "Thank you"),
  element("p", { role: "status" }, `Order ${number}, ${total}.`),
  element("p", { class: "soft" }, "It is in the dashboard under Orders. Add something to begin another."),
]
