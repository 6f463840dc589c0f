import { z } from "@medusajs/framework/zod"
import { text } from "@holdfast/host-kit"
import type { FieldProblem } from "../../../workflows/whole-checkout-asked"

const Address = z.strictObject({
  first_name: text(),
  last_name: text(),
  company: text().optional(),
  address_1: text(),
  address_2: text().optional(),
  city: text(),
  province: text().optional(),
  postal_code: text(32).optional(),
  country_code: z
    .string()
    .regex(/^[a-z]{2}$/i, "must be two letters, such as de")
    .toLowerCase(),
  phone: text(64).optional(),
})

/** Texts and numbers inside, and no character 0, which the database does not know. */
const data = z
  .record(z.string(), z.unknown())
  .refine((value) => !JSON.stringify(value).includes("\\u0000"), "must not contain the character 0")

const Body = z.strictObject({
  region_id: text(),
  currency_code: text(3).optional(),
  email: z.email().max(320),
  items: z
    .array(z.strictObject({ variant_id: text(), quantity: z.number().int().min(1).max(1_000_000) }))
    .min(1)
    .max(100),
  shipping_address: Address,
  billing_address: Address.optional(),
  /** One, or several when the items need different ones. */
  shipping_option_id: z.union([text(), z.array(text()).min(1).max(10)]).optional(),
  shipping_data: data.optional(),
  payment: z.strictObject({ provider_id: text(), data: data.default({}) }).optional(),
  codes: z.array(text(200)).max(20).default([]),
  locale: text(35).optional(),
})

export type WholeCheckoutBody = z.infer<typeof Body>

/** The body as it is read, or each field that is wrong with it. */
export function readWholeCheckoutBody(
  given: unknown,
): { readonly body: WholeCheckoutBody } | { readonly problems: readonly FieldProblem[] } {
  const read = Body.safeParse(given ?? {})
  if (read.success) return { body: read.data }
  return { problems: read.error.issues.slice(0, 20).flatMap((issue) => problemsOf(issue, given)) }
}

function problemsOf(issue: z.core.$ZodIssue, given: unknown): FieldProblem[] {
  const field = issue.path.map(String).join(".")
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      field: field ? `${field}.${key}` : key,
      code: "field_unknown",
      message: "There is no such field.",
    }))
  }
  const missing = valueAt(given, issue.path) === undefined
  const message = missing ? "The field is missing." : `${issue.message.replace(/\.$/, "")}.`
  return [{ field, code: missing ? "field_missing" : "field_invalid", message }]
}

const valueAt = (given: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], given)
