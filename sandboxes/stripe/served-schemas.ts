type Schema = Record<string, unknown>

const SERVED = new Set(
  [
    "balance_transaction",
    "charge",
    "customer",
    "deleted_customer",
    "dispute",
    "payment_intent",
    "payment_method",
    "review",
  ].map((name) => `#/components/schemas/${name}`),
)

/** Where a schema has a member for each way to pay, and which of them the sandbox plays. */
const WAYS_TO_PAY =
  "payment_method payment_method_details payment_intent_payment_method_options setup_intent_payment_method_options refund_destination_details".split(
    " ",
  )
const PLAYED = new Set(["card", "link", "sepa_debit", "us_bank_account"])

/**
 * Takes from the document what the sandbox never answers: invoices and accounts in the place of their ids, and forty ways
 * to pay that it does not play. They are most of it, and each would be compiled. What is asked is judged by all of it.
 */
export function onlyServed(document: Schema): void {
  const { schemas } = document["components"] as { schemas: Record<string, { properties?: Schema }> }
  for (const name of WAYS_TO_PAY) {
    for (const [way, schema] of Object.entries(schemas[name]?.properties ?? {})) {
      if (isReference(schema) && !PLAYED.has(way) && way !== "billing_details") {
        Reflect.deleteProperty(schemas[name]?.properties ?? {}, way)
      }
    }
  }
  Reflect.deleteProperty(schemas["api_errors"]?.properties ?? {}, "source")
  narrowExpansions(document)
}

const isReference = (schema: unknown) => {
  const { $ref, anyOf } = schema as { $ref?: unknown; anyOf?: readonly unknown[] }
  return $ref !== undefined || anyOf?.length === 1
}

function narrowExpansions(node: unknown): void {
  if (typeof node !== "object" || node === null) return
  const { "x-expansionResources": expands, anyOf } = node as { "x-expansionResources"?: unknown; anyOf?: unknown }
  if (expands !== undefined && Array.isArray(anyOf)) {
    const kept = (anyOf as { readonly $ref?: string }[]).filter(({ $ref }) => $ref === undefined || SERVED.has($ref))
    Object.assign(node, { anyOf: kept })
  }
  for (const child of Object.values(node)) narrowExpansions(child)
}
