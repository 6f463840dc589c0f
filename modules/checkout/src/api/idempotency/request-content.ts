import type { AuthenticatedMedusaRequest, MedusaRequest } from "@medusajs/framework/http"
import { canonicalHash, expectDone, refuse, type Outcome, type Refusal } from "@holdfast/kernel"

/** Who asks, and the hash under which only they find their keys again. */
export interface RequestScope {
  readonly scope: string
  readonly caller: string
  readonly method: string
  readonly path: string
}

/** Scoped to the shop's publishable key, to who is logged in, to the method and to the path, which names the cart. */
export function scopeOf(req: MedusaRequest): RequestScope {
  const { auth_context: auth, publishable_key_context: shop } = req as Partial<AuthenticatedMedusaRequest> & {
    publishable_key_context?: { readonly key: string }
  }
  const caller = auth?.actor_id ? `${auth.actor_type}:${auth.actor_id}` : "guest"
  const path = pathOf(req)
  // A token that is nobody's account yet, as on the day somebody signs up, is a caller of its own.
  const token = auth?.actor_id ? null : (req.headers.authorization ?? null)
  const scope = expectDone(canonicalHash([shop?.key ?? null, caller, token, req.method, path]))
  return { scope, caller, method: req.method, path }
}

/** Without the query, and without a slash at the end, which is the same route. */
export function pathOf(req: MedusaRequest): string {
  const path = (req.originalUrl.split("?")[0] ?? "").replace(/\/+$/, "")
  return path === "" ? "/" : path
}

/** The hash of what is asked: equal for equal content, whatever the order of its members. No body is `{}`. */
export function fingerprintOf(req: MedusaRequest): Outcome<string, Refusal> {
  if (hasBody(req) && !(req as unknown as { _body?: boolean })._body) {
    return refuse(
      "idempotency_body_unsupported",
      "The shop does not read this kind of body before the route does, so it cannot tell it from another one.",
      "Send JSON, text or a form with an Idempotency-Key, or leave the key out.",
    )
  }
  return canonicalHash([req.body ?? {}, plain(req.query)])
}

const hasBody = ({ headers }: MedusaRequest) =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0

// The query parser's objects have no prototype or one of its own; as JSON they are plain.
const plain = (query: unknown): unknown => JSON.parse(JSON.stringify(query ?? {}))
