import { z } from "@medusajs/framework/zod"
import { MedusaError } from "@medusajs/framework/utils"

/** A text that the database can keep: PostgreSQL knows no character 0. */
export const text = (most = 255) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine((value) => !value.includes("\0"), "must not contain the character 0")

/** `?id=a`, `?id[]=a&id[]=b`: one or many, at most `most`. */
export const texts = (most: number) =>
  z.preprocess((value) => (typeof value === "string" ? [value] : value), z.array(text()).min(1).max(most))

/** Digits in a query string, a whole number in a body. */
export const wholeNumber = (least: number, most: number) =>
  z.preprocess(
    (value) => (typeof value === "string" && /^\d{1,12}$/.test(value) ? Number(value) : value),
    z.number().int().min(least).max(most),
  )

/** `true` or `false`, also as text. */
export const yesOrNo = z.preprocess(
  (value) => (value === "true" ? true : value === "false" ? false : value),
  z.boolean(),
)

/** A part of a list: 50 rows unless asked otherwise, 200 at most. */
export const page = { limit: wholeNumber(1, 200).default(50), offset: wholeNumber(0, 1_000_000).default(0) }

/** What somebody sent, in the form we read; or an error that names each field and what is wrong with it. */
export function readInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const read = schema.safeParse(input ?? {})
  if (read.success) return read.data
  const said = read.error.issues.slice(0, 10).map((issue) => {
    const field = issue.path.map(String).join(".") || "The request"
    return `${field}: ${issue.message.replace(/\.$/, "")}.`
  })
  throw new MedusaError(MedusaError.Types.INVALID_DATA, said.join(" "), "request_invalid")
}
