import { find, newId } from "./account-books"
import { emitEvent, type StripeCall } from "./emit-event"
import { mergedMetadata, text } from "./form-values"
import type { Customer } from "./stripe-objects"

type Body = Readonly<Record<string, unknown>>

export function createCustomer(call: StripeCall, body: Body): Customer {
  const customer: Customer = {
    id: newId(call.tools, "cus"),
    object: "customer",
    address: body["address"] ?? null,
    balance: 0,
    created: call.tools.clock.seconds(),
    currency: null,
    default_source: null,
    delinquent: false,
    description: text(body["description"]),
    discount: null,
    email: text(body["email"]),
    invoice_prefix: call.tools.random.text(8).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: mergedMetadata({}, body["metadata"]),
    name: text(body["name"]),
    next_invoice_sequence: 1,
    phone: text(body["phone"]),
    preferred_locales: [],
    shipping: null,
    tax_exempt: "none",
    test_clock: null,
  }
  call.state.customers.set(customer.id, customer)
  emitEvent(call, "customer.created", customer)
  return customer
}

export function updateCustomer(call: StripeCall, id: string, body: Body): Customer {
  const customer = find(call.state.customers, "customer", id)
  if ("email" in body) customer.email = text(body["email"])
  if ("name" in body) customer.name = text(body["name"])
  if ("phone" in body) customer.phone = text(body["phone"])
  if ("address" in body) customer.address = body["address"] === "" ? null : body["address"]
  customer.metadata = mergedMetadata(customer.metadata, body["metadata"])
  emitEvent(call, "customer.updated", customer)
  return customer
}

export function deleteCustomer(call: StripeCall, id: string): object {
  const customer = find(call.state.customers, "customer", id)
  call.state.customers.delete(id)
  for (const method of call.state.methods.values()) if (method.customer === id) method.customer = null
  emitEvent(call, "customer.deleted", customer)
  return { id, object: "customer", deleted: true }
}
