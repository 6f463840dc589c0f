import { element, inMoney, inPlaceOf } from "./element"
import type { Product, Region } from "./store-api"

export function showProducts(
  products: readonly Product[],
  region: Region,
  add: (variantId: string) => Promise<void>,
): void {
  const cards = products.flatMap((product) => {
    const variant = product.variants.find(({ calculated_price }) => calculated_price)
    if (!variant?.calculated_price) return []
    const button = element("button", { type: "button" }, "Add to cart")
    button.addEventListener("click", () => {
      button.disabled = true
      void add(variant.id).finally(() => (button.disabled = false))
    })
    return element(
      "article",
      { "aria-label": product.title },
      product.thumbnail ? element("img", { src: new URL(product.thumbnail).pathname, alt: "", loading: "lazy" }) : "",
      element("h2", {}, product.title),
      element("span", { class: "price" }, inMoney(variant.calculated_price.calculated_amount, region.currency_code)),
      button,
    )
  })
  const none = element("p", { class: "soft" }, "Nothing is sold here yet. Add products in the dashboard.")
  inPlaceOf("products", ...(cards.length > 0 ? cards : [none])).removeAttribute("aria-busy")
}
