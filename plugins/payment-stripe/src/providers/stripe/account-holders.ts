import { ProviderFailure } from "@holdfast/kernel"
import type {
  CreateAccountHolderInput,
  CreateAccountHolderOutput,
  DeleteAccountHolderInput,
  DeleteAccountHolderOutput,
  DeletePaymentMethodInput,
  DeletePaymentMethodOutput,
  ListPaymentMethodsInput,
  ListPaymentMethodsOutput,
  PaymentCustomerDTO,
  RetrieveAccountHolderInput,
  RetrieveAccountHolderOutput,
  SavePaymentMethodInput,
  SavePaymentMethodOutput,
  UpdateAccountHolderInput,
  UpdateAccountHolderOutput,
} from "@medusajs/framework/types"
import type Stripe from "stripe"
import { keyed } from "./idempotency-key"
import type { StripeClient } from "./stripe-client"

/** Stripe's customers and the methods they keep. */
export class AccountHolders {
  constructor(private readonly client: StripeClient) {}

  async create({ context }: CreateAccountHolderInput): Promise<CreateAccountHolderOutput> {
    const known = context.account_holder?.data["id"]
    if (typeof known === "string") return { id: known }
    const details = customerDetails(context.customer)
    // A customer who comes back within a day with another address is another call, not the first one again.
    const key = keyed("customer", context.idempotency_key ?? context.customer.id, details)
    const customer = await this.client.ask("make the customer", (sdk) =>
      sdk.customers.create({ ...details, metadata: { customer_id: context.customer.id } }, key),
    )
    return { id: customer.id, data: kept(customer) }
  }

  async retrieve({ id }: RetrieveAccountHolderInput): Promise<RetrieveAccountHolderOutput> {
    const customer = await this.client.ask("read the customer", (sdk) => sdk.customers.retrieve(id))
    return { id: customer.id, data: kept(customer) }
  }

  async update({ context }: UpdateAccountHolderInput): Promise<UpdateAccountHolderOutput> {
    const { customer } = context
    if (!customer) return {}
    const id = holderOf(context.account_holder)
    const updated = await this.client.ask("change the customer", (sdk) =>
      sdk.customers.update(id, customerDetails(customer)),
    )
    return { data: kept(updated) }
  }

  async delete({ context }: DeleteAccountHolderInput): Promise<DeleteAccountHolderOutput> {
    const id = holderOf(context.account_holder)
    await this.client.ask("delete the customer", (sdk) => sdk.customers.del(id))
    return {}
  }

  async listMethods({ context }: ListPaymentMethodsInput): Promise<ListPaymentMethodsOutput> {
    const id = context?.account_holder?.data["id"]
    if (typeof id !== "string") return []
    const methods = await this.client.ask("list the saved methods", (sdk) =>
      sdk.customers.listPaymentMethods(id, { limit: 100 }),
    )
    return methods.data.map((method) => ({ id: method.id, data: { ...method } }))
  }

  /** Begins to save a method: the client confirms it with the secret in the answer. */
  async saveMethod({ context, data }: SavePaymentMethodInput): Promise<SavePaymentMethodOutput> {
    const parameters: Stripe.SetupIntentCreateParams = {
      usage: "off_session",
      automatic_payment_methods: { enabled: true },
      ...data,
      customer: holderOf(context?.account_holder),
    }
    const key = keyed("save", context?.idempotency_key, parameters)
    const setup = await this.client.ask("save the payment method", (sdk) => sdk.setupIntents.create(parameters, key))
    const { id, client_secret, status, next_action, payment_method } = setup
    return { id, data: { id, client_secret, status, next_action, payment_method } }
  }

  async deleteMethod({ data }: DeletePaymentMethodInput): Promise<DeletePaymentMethodOutput> {
    await this.client.ask("forget the payment method", (sdk) => sdk.paymentMethods.detach(data.id))
    return {}
  }
}

function customerDetails(customer: PaymentCustomerDTO): Stripe.CustomerCreateParams {
  const name = customer.company_name || [customer.first_name, customer.last_name].filter(Boolean).join(" ")
  const address = customer.billing_address
  const texts = (values: Readonly<Record<string, string | null | undefined>>) =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => Boolean(value))) as Record<string, string>
  return {
    ...texts({ email: customer.email, name, phone: customer.phone }),
    ...(address && {
      address: texts({
        city: address.city,
        country: address.country_code?.toUpperCase(),
        line1: address.address_1,
        line2: address.address_2,
        postal_code: address.postal_code,
        state: address.province,
      }),
    }),
  }
}

function holderOf(holder: { readonly data?: Readonly<Record<string, unknown>> | null } | undefined): string {
  const id = holder?.data?.["id"]
  if (typeof id === "string") return id
  throw new ProviderFailure(
    "invalid_request",
    "account_holder_unknown",
    "The customer has no account at Stripe yet. Create an account holder first.",
    "Saved payment methods are not available.",
  )
}

/** What Medusa keeps of a customer: the name it is known by at Stripe. The rest is Medusa's own already. */
const kept = (customer: { readonly id: string }): Record<string, unknown> => ({ id: customer.id })
