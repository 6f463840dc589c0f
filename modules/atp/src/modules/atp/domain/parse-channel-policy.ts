import { done, refuse, type Outcome, type Refusal } from "@holdfast/kernel"
import { allOf } from "./all-of"
import type { ChannelPolicy } from "./channel-policy"
import { parseQuantity } from "./quantity"

/** What is to change: a field that is absent stays. */
export type ChannelPolicyChange = {
  readonly [Field in keyof Omit<ChannelPolicy, "salesChannelId">]?: ChannelPolicy[Field] | undefined
}

const MOMENTS = ["cart", "payment", "never"] as const

/** Thirty days. A hold is for a shopper who is about to buy. */
const LONGEST_SECONDS = 2_592_000

/** A policy after a change that a person sent. */
export function parseChannelPolicy(
  before: ChannelPolicy,
  change: ChannelPolicyChange,
  strategies: readonly string[],
): Outcome<ChannelPolicy> {
  const seconds = (field: "guestTtlSeconds" | "customerTtlSeconds" | "capSeconds" | "graceSeconds", name: string) =>
    change[field] === undefined
      ? done(before[field])
      : parseQuantity(change[field], { field: name, max: LONGEST_SECONDS, allowZero: field === "graceSeconds" })
  const read = allOf({
    holdAt: oneOf(change.holdAt ?? before.holdAt, MOMENTS, "hold_at"),
    guestTtlSeconds: seconds("guestTtlSeconds", "guest_ttl_seconds"),
    customerTtlSeconds: seconds("customerTtlSeconds", "customer_ttl_seconds"),
    capSeconds: seconds("capSeconds", "cap_seconds"),
    graceSeconds: seconds("graceSeconds", "grace_seconds"),
    strategy: oneOf(change.strategy ?? before.strategy, strategies, "strategy"),
  })
  if (!read.ok) return read
  const { capSeconds, guestTtlSeconds, customerTtlSeconds } = read.value
  const longest = Math.max(guestTtlSeconds, customerTtlSeconds)
  if (capSeconds < longest) {
    return refuse(
      "policy_invalid",
      `cap_seconds is ${capSeconds}, less than the ${longest} seconds that a hold lasts without renewal.`,
      `Raise cap_seconds to ${longest} or more, or shorten the holds.`,
    )
  }
  return done({ salesChannelId: before.salesChannelId, ...read.value })
}

function oneOf<Name extends string>(
  input: unknown,
  names: readonly Name[],
  field: string,
): Outcome<Name, Refusal<"policy_invalid">> {
  const found = names.find((name) => name === input)
  if (found !== undefined) return done(found)
  const shown = typeof input === "string" ? JSON.stringify(input.slice(0, 40)) : typeof input
  return refuse("policy_invalid", `${field} is ${shown}.`, `Send one of: ${names.join(", ")}.`)
}
