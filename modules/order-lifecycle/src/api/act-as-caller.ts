import type {
  AuthenticatedMedusaRequest,
  MedusaNextFunction,
  MedusaRequest,
  MedusaResponse,
} from "@medusajs/framework/http"
import { actAs, type Acting } from "../modules/order-lifecycle/acting"
import type { Actor } from "../modules/order-lifecycle/domain/lifecycle-log"

/**
 * What a request does to orders is logged as its caller's. Where an order does not accept it, the answer is 409 with the
 * reason and with what the order does accept, whichever of the host's routes was asked.
 */
export function actAsCaller(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  const acting: Acting = { actor: () => callerOf(req), eventId: keyOf(req), refusal: null }
  const json = res.json.bind(res)
  res.json = (body: unknown) => {
    const { refusal } = acting
    if (!refusal || res.statusCode < 400) return json(body)
    const { code, message, nextStep, allowed } = refusal
    res.status(409)
    return json({ type: "not_allowed", code, message, next_step: nextStep, allowed })
  }
  actAs(acting, next)
}

function callerOf(req: MedusaRequest): Actor | null {
  const { actor_id: id, actor_type: type } = (req as Partial<AuthenticatedMedusaRequest>).auth_context ?? {}
  const request = req.requestId ? { requestId: req.requestId } : {}
  if (id) return { type: type === "customer" ? "customer" : "user", id, ...request }
  if (req.path.startsWith("/hooks/")) return { type: "provider", id: req.path, ...request }
  return req.path.startsWith("/store/") ? { type: "customer", id: "guest", ...request } : null
}

/** The caller's own key for what it does, if it sent one that can be kept. */
function keyOf(req: MedusaRequest): string | undefined {
  const key = req.headers["idempotency-key"]
  return typeof key === "string" && /^[\x20-\x7e]{1,200}$/.test(key) ? key : undefined
}
