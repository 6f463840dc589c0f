type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value)

const schemaOf = (document: Json, name: string): Json | undefined => {
  const components = document["components"] as { schemas?: Record<string, Json> } | undefined
  return components?.schemas?.[name]
}

/** Where Checkout's description is stricter than Checkout. */
export function loosenCheckout(document: Json): void {
  // Errors carry fields that the description does not name.
  const error = schemaOf(document, "ServiceError")
  if (error) error["additionalProperties"] = true
  // Some operations are described with their success only; they fail as the others do.
  const { paths } = document as { paths: Record<string, Record<string, { responses?: Json }>> }
  const failure = { content: { "application/json": { schema: { $ref: "#/components/schemas/ServiceError" } } } }
  for (const operation of Object.values(paths).flatMap((methods) => Object.values(methods))) {
    if (!isObject(operation) || !isObject(operation.responses)) continue
    for (const status of ["400", "401", "403", "422", "500"]) operation.responses[status] ??= failure
  }
  // A method's description grows with each method.
  const method = schemaOf(document, "PaymentMethod")
  if (method) method["additionalProperties"] = true
  // The choice is made by `type`, whose values overlap; without a discriminator, several may fit.
  for (const [name, property] of [
    ["PaymentRequest", "paymentMethod"],
    ["PaymentResponse", "action"],
    ["PaymentDetailsResponse", "action"],
  ] as const) {
    const properties = schemaOf(document, name)?.["properties"] as Record<string, Json> | undefined
    const schema = properties?.[property]
    if (schema?.["oneOf"] !== undefined) {
      schema["anyOf"] = schema["oneOf"]
      delete schema["oneOf"]
    }
  }
}

/** Real webhooks carry more `additionalData` than is described. */
export function loosenWebhooks(document: Json): void {
  const { schemas = {} } = document["components"] as { schemas?: Record<string, Json> }
  for (const [name, schema] of Object.entries(schemas)) {
    if (name.includes("AdditionalData") && isObject(schema)) schema["additionalProperties"] = true
  }
}
