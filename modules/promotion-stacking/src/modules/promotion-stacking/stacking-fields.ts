import { z } from "@medusajs/framework/zod"
import { done, refuse, type Outcome, type Refusal } from "@holdfast/kernel"
import type { Standing } from "./domain/rule"

/** How a promotion of the host's own stands beside others. Without them it has priority 0 and meets any. */
const FieldsBody = z.strictObject({
  priority: z.int().min(-1_000_000).max(1_000_000).default(0),
  lane: z.int().min(0).max(1_000).default(0),
  group: z.string().min(1).max(100).nullable().default(null),
  exclusive: z.boolean().default(false),
  stacks_with: z.union([z.literal("any"), z.array(z.string().min(1).max(100)).max(1_000)]).default([]),
  exclusions: z.array(z.string().min(1).max(100)).max(1_000).default([]),
})

export type StackingFields = Pick<Standing, "priority" | "lane" | "group" | "exclusive" | "stacksWith" | "excludes">

/** What every promotion of the host's has that was given none. */
export const NO_FIELDS: StackingFields = {
  priority: 0,
  lane: 0,
  group: null,
  exclusive: false,
  stacksWith: "any",
  excludes: new Set(),
}

/** Reads fields as the admin API takes them. */
export function readFields(source: unknown): Outcome<StackingFields, Refusal<"stacking_fields_invalid">> {
  const read = FieldsBody.safeParse(source)
  if (!read.success) {
    const [issue] = read.error.issues
    const field = issue?.path.join(".") ?? ""
    return refuse(
      "stacking_fields_invalid",
      `${field || "The body"}: ${issue?.message ?? "is not valid"}.`,
      "Correct it.",
    )
  }
  const { stacks_with: stacksWith, exclusions, ...rest } = read.data
  return done({
    ...rest,
    stacksWith: stacksWith === "any" ? "any" : new Set(stacksWith),
    excludes: new Set(exclusions),
  })
}
