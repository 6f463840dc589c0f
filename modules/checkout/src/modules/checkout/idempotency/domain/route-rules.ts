/** What becomes of a request whose process was not heard of again: let through, or its outcome is unknown. */
export type Lapsed = "repeat" | "unknown"
/** A completion's answer is also 200 when nothing was ordered. */
export type AnswerKind = "any" | "completion"

export interface RouteRule {
  readonly lapsed: Lapsed
  readonly answer: AnswerKind
  /** `derived`: the route has a key of its own when the caller sends none. `required`: it is refused without one. */
  readonly key: "optional" | "derived" | "required"
}

const repeat = { lapsed: "repeat", answer: "any", key: "optional" } as const
const unknown = { lapsed: "unknown", answer: "any", key: "optional" } as const

/**
 * `repeat` stands where carrying it out again finds what the first try did: the route sets and does not add, or the state
 * machine, the database or a key of its own takes the second time for the first. `unknown` stands where it would be done
 * twice. What is not listed is `repeat` for PUT and DELETE, which HTTP calls idempotent, and `unknown` for the others.
 */
const STORE: readonly (readonly [string, RouteRule])[] = [
  ["POST /store/carts/:id/complete", { lapsed: "repeat", answer: "completion", key: "derived" }],
  ["POST /store/checkout", { lapsed: "repeat", answer: "completion", key: "required" }],
  // Nobody was told the first cart's id, so it is empty-handed: its holds lapse by themselves.
  ["POST /store/carts", repeat],
  ["POST /store/carts/:id", repeat],
  ["POST /store/carts/:id/customer", repeat],
  ["POST /store/carts/:id/line-items/:line", repeat],
  ["POST /store/carts/:id/promotions", repeat],
  ["POST /store/carts/:id/shipping-methods", repeat],
  ["POST /store/carts/:id/taxes", repeat],
  ["POST /store/customers/me", repeat],
  ["POST /store/customers/me/addresses/:address", repeat],
  ["POST /store/payment-collections", repeat],
  ["POST /store/payment-collections/:id/payment-sessions", repeat],
  ["POST /store/search", repeat],
  ["POST /store/shipping-options/:id/calculate", repeat],
]

/** The admin's routes that move money, or units that money follows. Other admin routes take no key. */
const ADMIN: readonly (readonly [string, RouteRule])[] = [
  ["POST /admin/payments/:id/capture", unknown],
  ["POST /admin/payments/:id/refund", unknown],
  ["POST /admin/payments/:id/refund-lines", unknown],
  ["POST /admin/payment-collections", unknown],
  ["DELETE /admin/payment-collections/:id", repeat],
  ["POST /admin/payment-collections/:id/mark-as-paid", unknown],
  ["POST /admin/payment-collections/:id/payment-sessions", repeat],
  ["POST /admin/orders/:id/payment-sessions/authorize", repeat],
  ["POST /admin/orders/:id/cancel", repeat],
  ["POST /admin/orders/:id/credit-lines", unknown],
  // Sent with an id of its own, under which it is recorded once.
  ["POST /admin/orders/:id/lifecycle/events", repeat],
  ["POST /admin/orders/:id/fulfillments", unknown],
  ["POST /admin/orders/:id/fulfillments/:fulfillment/shipments", unknown],
  ["POST /admin/orders/:id/fulfillments/:fulfillment/cancel", repeat],
  ["POST /admin/orders/:id/fulfillments/:fulfillment/mark-as-delivered", repeat],
  ["POST /admin/fulfillments", unknown],
  ["POST /admin/fulfillments/:id/shipment", unknown],
  ["POST /admin/fulfillments/:id/cancel", repeat],
  ["POST /admin/order-edits/:id/request", repeat],
  ["POST /admin/order-edits/:id/confirm", repeat],
  ["POST /admin/returns", unknown],
  ["POST /admin/returns/:id/request", repeat],
  ["POST /admin/returns/:id/receive/confirm", repeat],
  ["POST /admin/returns/:id/cancel", repeat],
  ["POST /admin/claims", unknown],
  ["POST /admin/claims/:id/request", repeat],
  ["POST /admin/claims/:id/cancel", repeat],
  ["POST /admin/exchanges", unknown],
  ["POST /admin/exchanges/:id/request", repeat],
  ["POST /admin/exchanges/:id/cancel", repeat],
  ["POST /admin/draft-orders/:id/convert-to-order", repeat],
  ["POST /admin/draft-orders/:id/edit/confirm", repeat],
]

const RULES = [...STORE, ...ADMIN].map(([route, rule]) => ({ matches: patternOf(route), rule }))
const MUTATING = new Set(["POST", "PUT", "PATCH", "DELETE"])

/** The rule of a request, or none where keys mean nothing. */
export function ruleOf(method: string, path: string): RouteRule | null {
  if (!MUTATING.has(method)) return null
  const request = `${method} ${path}`
  const listed = RULES.find(({ matches }) => matches.test(request))
  if (listed) return listed.rule
  if (!/^\/store\//i.test(path)) return null
  return method === "PUT" || method === "DELETE" ? repeat : unknown
}

// As the host's router matches: an id is one segment, capitals and a slash at the end do not matter.
function patternOf(route: string): RegExp {
  return new RegExp(`^${route.replace(/:[a-z]+/g, "[^/]+")}/?$`, "i")
}
