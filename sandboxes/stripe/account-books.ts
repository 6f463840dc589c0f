import { createHash } from "node:crypto"
import type { SandboxTools } from "../kit"
import type { Behaviour } from "./test-cards"
import { missing } from "./stripe-error"
import type {
  BalanceTransaction,
  Charge,
  Customer,
  Dispute,
  Endpoint,
  Intent,
  Method,
  Refund,
  Review,
  SetupIntent,
  StripeEvent,
} from "./stripe-objects"

/** Everything one account has, by id, in the order in which it came. */
export interface AccountBooks {
  readonly intents: Map<string, Intent>
  readonly charges: Map<string, Charge>
  readonly refunds: Map<string, Refund>
  readonly customers: Map<string, Customer>
  readonly methods: Map<string, Method>
  readonly setupIntents: Map<string, SetupIntent>
  readonly disputes: Map<string, Dispute>
  readonly reviews: Map<string, Review>
  readonly balance: Map<string, BalanceTransaction>
  readonly events: Map<string, StripeEvent>
  readonly endpoints: Map<string, Endpoint>
  /** What a method does, by its id. */
  readonly behaviours: Map<string, Behaviour>
  /** Methods that were authenticated for later use. */
  readonly setUp: Set<string>
}

export const emptyBooks = (): AccountBooks => ({
  intents: new Map(),
  charges: new Map(),
  refunds: new Map(),
  customers: new Map(),
  methods: new Map(),
  setupIntents: new Map(),
  disputes: new Map(),
  reviews: new Map(),
  balance: new Map(),
  events: new Map(),
  endpoints: new Map(),
  behaviours: new Map(),
  setUp: new Set(),
})

/** An object by its id, or Stripe's 404. */
export function find<T>(books: ReadonlyMap<string, T>, kind: string, id: string): T {
  const found = books.get(id)
  if (!found) throw missing(kind, id)
  return found
}

export const newId = (tools: SandboxTools, prefix: string) => `${prefix}_${tools.random.text(24)}`

export const newSecret = (tools: SandboxTools, id: string) => `${id}_secret_${tools.random.text(25)}`

/** The same card has the same fingerprint, whichever object it is in. */
export const fingerprintOf = (last4: string) => createHash("sha256").update(last4).digest("hex").slice(0, 16)
