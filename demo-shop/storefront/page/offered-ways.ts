import { payWithAdyen } from "./adyen"
import { element } from "./element"
import type { StoreApi } from "./store-api"
import { payWithStripe } from "./stripe"
import type { WayToPay } from "./ways-to-pay"

export interface PageSettings {
  readonly publishableKey: string
  /** Of the stand-ins that run, by name: the key that a provider gives to a page. */
  readonly clientKeys: Readonly<Record<string, string>>
}

/** The ways to pay that the region offers and this page knows, in this page's order. */
export function waysToPay(
  providerIds: readonly string[],
  { clientKeys }: PageSettings,
  api: StoreApi,
): readonly WayToPay[] {
  const offered = (name: string) => providerIds.filter((id) => id.split("_")[1] === name)
  const stripeKey = clientKeys["stripe"]
  return [
    ...(stripeKey ? offered("stripe").map((id) => payWithStripe(id, stripeKey)) : []),
    ...(clientKeys["adyen"] ? offered("adyen").map((id) => payWithAdyen(id, api)) : []),
    ...offered("system").map(payLater),
  ]
}

const payLater = (providerId: string): WayToPay => ({
  providerId,
  label: "Later, by invoice",
  open: () =>
    Promise.resolve({
      shown: element("p", { class: "soft" }, "Nothing is paid now. The invoice comes with the parcel."),
      pay: () => Promise.resolve({ ok: true }),
    }),
})
