import { ProviderFailure } from "@holdfast/kernel"
import type { PaymentProviderContext } from "@medusajs/framework/types"
import type { AdyenClient } from "./client"
import type { StateData } from "./domain/shopper-input"
import { idempotencyKey } from "./idempotency-key"
import type { AdyenOptions } from "./options"

type Stored = { readonly id?: string } & Record<string, unknown>

// What a page shows of a saved method. The holder's name and account numbers stay at Adyen.
const SHOWN = ["id", "type", "brand", "lastFour", "expiryMonth", "expiryYear", "name"]

/** A shopper's saved methods, which Adyen keeps by the shop's reference for the shopper. */
export class AdyenStoredMethods {
  constructor(
    private readonly client: AdyenClient,
    private readonly options: AdyenOptions,
  ) {}

  async list(context: PaymentProviderContext | undefined): Promise<{ id: string; data: Record<string, unknown> }[]> {
    const shopper = shopperOf(context)
    if (shopper === null) return []
    const path = `/storedPaymentMethods?${this.whose(shopper)}`
    const { storedPaymentMethods = [] } = await this.client.checkout<{ storedPaymentMethods?: Stored[] }>(
      "GET",
      path,
      null,
    )
    return storedPaymentMethods.flatMap((stored) =>
      stored.id === undefined ? [] : [{ id: stored.id, data: shown(stored) }],
    )
  }

  async save(context: PaymentProviderContext | undefined, { paymentMethod }: StateData) {
    const shopper = required(context)
    const body = {
      merchantAccount: this.options.merchantAccount,
      shopperReference: shopper,
      recurringProcessingModel: "CardOnFile",
      paymentMethod,
    }
    const key = idempotencyKey("storedPaymentMethods", shopper, body)
    const stored = await this.client.checkout<Stored>("POST", "/storedPaymentMethods", key, body)
    return { id: stored.id ?? "", data: shown(stored) }
  }

  async remove(context: PaymentProviderContext | undefined, id: string): Promise<void> {
    const shopper = required(context)
    await this.client.checkout("DELETE", `/storedPaymentMethods/${encodeURIComponent(id)}?${this.whose(shopper)}`, null)
  }

  private whose(shopperReference: string): string {
    return new URLSearchParams({ shopperReference, merchantAccount: this.options.merchantAccount }).toString()
  }
}

function shopperOf(context: PaymentProviderContext | undefined): string | null {
  const reference = context?.account_holder?.data["shopper_reference"]
  return typeof reference === "string" ? reference : null
}

function required(context: PaymentProviderContext | undefined): string {
  const shopper = shopperOf(context)
  if (shopper !== null) return shopper
  throw new ProviderFailure(
    "invalid_request",
    "account_holder_missing",
    "A saved method belongs to a shopper, and there is no account holder. Create one first.",
    "Sign in to manage saved payment methods.",
  )
}

const shown = (stored: Stored) =>
  Object.fromEntries(SHOWN.filter((name) => stored[name] !== undefined).map((name) => [name, stored[name]]))
