import { MedusaError } from "@medusajs/framework/utils"

/**
 * The ids under `path` in what somebody sent; none where there is nothing. Lists on the way are gone through.
 *
 * Anyone who may run workflows chooses their input. Anything but text would be read as a filter by the host's
 * queries, and would change orders that no permit was taken for.
 *
 * @example idsAt("refund-payments-workflow", "payment_id", [{ payment_id: "pay_1" }]) // ["pay_1"]
 */
export function idsAt(workflow: string, path: string, input: unknown): readonly string[] {
  let found: readonly unknown[] = [input].flat()
  for (const key of path.split(".")) found = found.flatMap((one) => under(one, key))

  const ids = found.filter((id) => id !== undefined && id !== null && id !== "")
  if (!ids.every((id) => typeof id === "string")) {
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      `Workflow ${workflow} was given something other than text as ${path}. Send ids as text.`,
    )
  }
  return [...new Set(ids)]
}

function under(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return []
  return (value as Readonly<Record<string, unknown>>)[key]
}
