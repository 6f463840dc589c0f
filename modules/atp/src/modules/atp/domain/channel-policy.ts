/** How carts of one sales channel hold stock. */
export interface ChannelPolicy {
  /** `*` is every channel that has no policy of its own. */
  readonly salesChannelId: string
  /** When a cart's units are first held. At completion they always are. */
  readonly holdAt: "cart" | "payment" | "never"
  readonly guestTtlSeconds: number
  readonly customerTtlSeconds: number
  /** Activity renews a hold, but never past this many seconds after it was first placed. */
  readonly capSeconds: number
  /** How long a hold stays after a payment failed. */
  readonly graceSeconds: number
  /** The name of the allocation strategy. */
  readonly strategy: string
}

/** The key of the policy that every channel without its own has. */
export const EVERY_CHANNEL = "*"

/** What holds when nobody ever set a policy. */
export const DEFAULT_POLICY: ChannelPolicy = {
  salesChannelId: EVERY_CHANNEL,
  holdAt: "cart",
  guestTtlSeconds: 900,
  customerTtlSeconds: 1_800,
  capSeconds: 7_200,
  graceSeconds: 600,
  strategy: "priority",
}
