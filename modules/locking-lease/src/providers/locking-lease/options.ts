import { MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"

const schema = z.strictObject({
  /** How long a lease lasts without a sign of life. A crashed holder's keys are free after that. */
  leaseSeconds: z.number().min(1).max(3600).default(30),
  /** How long `execute` waits for its keys unless the caller says. The host's own providers wait as long. */
  waitSeconds: z.number().min(1).max(3600).default(5),
  /** Connections of the provider's own, for single statements. Nobody holds one while it waits or works. */
  connections: z.number().int().min(1).max(50).default(2),
})

export type LeaseOptions = z.infer<typeof schema>

/** The provider's options with their defaults, or an error that names the wrong one. */
export function parseOptions(options: unknown): LeaseOptions {
  const read = schema.safeParse(options ?? {})
  if (read.success) return read.data
  const said = read.error.issues.map(({ path, message }) => `"${path.join(".") || "options"}": ${message}.`)
  throw new MedusaError(
    MedusaError.Types.INVALID_DATA,
    `locking-lease option ${said.join(" ")} Correct it in medusa-config.ts, or leave it out for its default.`,
    "lock_options_invalid",
  )
}
