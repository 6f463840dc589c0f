import { Modules } from "@medusajs/framework/utils"
import type { Env } from "./env"

/** One line under `providers` of the host's payment module. */
interface ProviderLine {
  readonly resolve: string
  readonly id: string
  readonly options: Record<string, unknown>
}

/** The host's payment module, as ours, with the providers that the settings name. */
export function paymentModule(env: Pick<Env, "stripe" | "adyen" | "paymentTestUrl">) {
  return { key: Modules.PAYMENT, resolve: "@holdfast/payment", options: { providers: paymentProviders(env) } }
}

function paymentProviders({ stripe, adyen, paymentTestUrl }: Pick<Env, "stripe" | "adyen" | "paymentTestUrl">) {
  const providers: ProviderLine[] = []
  if (stripe) {
    const { apiKey, webhookSecrets, url } = stripe
    const options = { apiKey, webhookSecret: webhookSecrets, ...(url && { apiUrl: url }) }
    providers.push({ resolve: "@holdfast/payment-stripe/providers/stripe", id: "stripe", options })
  }
  if (adyen) {
    const { url, ...options } = adyen
    const standIn = url && {
      checkoutUrl: `${url}/v71`,
      disputeUrl: `${url}/ca/services/DisputeService/v30`,
      reportHosts: [new URL(url).host],
    }
    const all = { ...options, ...standIn }
    providers.push({ resolve: "@holdfast/payment-adyen/providers/adyen", id: "adyen", options: all })
  }
  if (paymentTestUrl) {
    const options = { baseUrl: paymentTestUrl }
    providers.push({ resolve: "@holdfast/payment-test/providers/payment-test", id: "test", options })
  }
  return providers
}
