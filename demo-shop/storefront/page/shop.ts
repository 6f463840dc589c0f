import { CartPanel } from "./cart-panel"
import { element, inPlaceOf } from "./element"
import { showProducts } from "./product-list"
import { StoreApi } from "./store-api"
import { waysToPay, type PageSettings } from "./offered-ways"

async function open(): Promise<void> {
  const settings = (await (await fetch("/settings.json")).json()) as PageSettings
  const api = new StoreApi(settings.publishableKey)
  const regions = await api.regions()
  const choice = inPlaceOf(
    "region",
    ...regions.map(({ name, currency_code }) =>
      element("option", { value: name }, `${name}, ${currency_code.toUpperCase()}`),
    ),
  ) as HTMLSelectElement
  // Each region is a page of its own: another currency, other ways to pay, another cart.
  choice.addEventListener("change", () => location.assign(`?region=${encodeURIComponent(choice.value)}`))
  const asked = new URLSearchParams(location.search).get("region")
  const region = regions.find(({ name }) => name === asked) ?? regions[0]
  if (!region) throw new Error("The shop has no region yet. Add one in the dashboard.")
  choice.value = region.name
  const providers = (await api.providers(region.id)).map(({ id }) => id)
  const panel = new CartPanel(api, region, waysToPay(providers, settings, api))
  panel.show()
  showProducts(await api.products(region.id), region, (variantId) => panel.add(variantId))
}

function sayWhatIsWrong(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error)
  inPlaceOf("products", element("p", { class: "bad", role: "alert" }, message)).removeAttribute("aria-busy")
}

void open().catch(sayWhatIsWrong)
