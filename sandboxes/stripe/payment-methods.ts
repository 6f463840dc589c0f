import { find, fingerprintOf, newId } from "./account-books"
import type { StripeCall } from "./emit-event"
import { emitEvent } from "./emit-event"
import { mergedMetadata, record, text, whole } from "./form-values"
import { invalid, StripeError } from "./stripe-error"
import type { Method } from "./stripe-objects"
import { cardByNumber, debitByIban, readyMade, type Behaviour } from "./test-cards"

const ADDRESS = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null }

/** Makes a method of what the shopper typed. The number stays here no longer than it takes to know the card. */
export function makeMethod(call: StripeCall, body: Readonly<Record<string, unknown>>): Method {
  const card = record(body["card"])
  const type = text(body["type"]) ?? "card"
  const behaviour = behaviourOf(type, card, record(body["sepa_debit"]))
  const expires = whole(card["exp_year"])
  const now = new Date(call.tools.clock.now())
  if (expires !== null && expires < now.getUTCFullYear()) {
    throw new StripeError(402, {
      type: "card_error",
      code: "invalid_expiry_year",
      param: "exp_year",
      message: "Your card's expiration year is invalid.",
    })
  }
  return keep(call, newId(call.tools, "pm"), behaviour, {
    details: record(body["billing_details"]),
    metadata: mergedMetadata({}, body["metadata"]),
    month: whole(card["exp_month"]) ?? 8,
    year: expires ?? 2034,
  })
}

/** A method by its id; a ready-made one becomes a method of this account when it is first used. */
export function useMethod(call: StripeCall, id: string): Method {
  const behaviour = readyMade(id)
  if (!behaviour) return find(call.state.methods, "payment_method", id)
  return keep(call, newId(call.tools, "pm"), behaviour, { details: {}, metadata: {}, month: 8, year: 2034 })
}

export function attachMethod(call: StripeCall, id: string, customer: string): Method {
  find(call.state.customers, "customer", customer)
  const method = useMethod(call, id)
  if (method.customer !== null && method.customer !== customer) {
    throw invalid("The payment method you provided has already been attached to a customer.")
  }
  method.customer = customer
  emitEvent(call, "payment_method.attached", method)
  return method
}

export function detachMethod(call: StripeCall, id: string): Method {
  const method = find(call.state.methods, "payment_method", id)
  if (method.customer === null) {
    throw invalid("The payment method you provided is not attached to a customer so detachment is impossible.")
  }
  method.customer = null
  emitEvent(call, "payment_method.detached", method)
  return method
}

function behaviourOf(
  type: string,
  card: Readonly<Record<string, unknown>>,
  debit: Readonly<Record<string, unknown>>,
): Behaviour {
  if (type === "sepa_debit") return debitByIban(text(debit["iban"]) ?? "")
  if (type !== "card") throw invalid(`The sandbox knows no payment method of type ${type}.`, { param: "type" })
  const token = text(card["token"])
  const found = token === null ? cardByNumber(text(card["number"]) ?? "") : readyMade(token.replace("tok_", "pm_card_"))
  if (found === "incorrect_number" || found === undefined) {
    throw new StripeError(402, {
      type: "card_error",
      code: "incorrect_number",
      param: "number",
      message: "Your card number is incorrect.",
    })
  }
  return found
}

function keep(
  call: StripeCall,
  id: string,
  behaviour: Behaviour,
  given: {
    readonly details: Readonly<Record<string, unknown>>
    readonly metadata: Record<string, string>
    readonly month: number
    readonly year: number
  },
): Method {
  const { details } = given
  const method: Method = {
    id,
    object: "payment_method",
    billing_details: {
      address: { ...ADDRESS, ...record(details["address"]) },
      email: text(details["email"]),
      name: text(details["name"]),
      phone: text(details["phone"]),
    },
    ...(behaviour.type === "card"
      ? { card: cardOf(behaviour, given.month, given.year) }
      : { [behaviour.type]: { last4: behaviour.last4 } }),
    created: call.tools.clock.seconds(),
    customer: null,
    livemode: false,
    metadata: given.metadata,
    type: behaviour.type,
  }
  call.state.methods.set(id, method)
  call.state.behaviours.set(id, behaviour)
  return method
}

const cardOf = ({ brand = "visa", last4 }: Behaviour, month: number, year: number) => ({
  brand,
  checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
  country: "US",
  display_brand: brand,
  exp_month: month,
  exp_year: year,
  fingerprint: fingerprintOf(last4),
  funding: "credit",
  last4,
  networks: { available: [brand], preferred: null },
  three_d_secure_usage: { supported: true },
  wallet: null,
})
