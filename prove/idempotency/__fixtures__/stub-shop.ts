import { createHash, randomUUID } from "node:crypto"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import express, { type ErrorRequestHandler, type RequestHandler } from "express"

/** What can be wrong with a shop's keys. Each is found by the rule of its name, and by no other but those named here. */
export const FAULTS = {
  no_keys: "there is no such middleware at all",
  other_bytes: "an answer given again is not the first one's bytes",
  no_header: "an answer given again does not say so",
  spelling_matters: "the body's spelling is compared",
  body_ignored: "the body is not compared",
  query_ignored: "the query is not compared",
  many_at_once: "a key that is in use does not stop a second request",
  no_retry_after: "a key in use is refused without saying when to come again",
  route_ignored: "a key is one key on all routes",
  caller_ignored: "a key is one key of all callers",
  refusals_kept: "refusals are kept",
  faults_kept: "faults are kept",
  quotes_kept: "a key in quotes is another key",
  bad_keys_taken: "every key is taken",
  long_keys_refused: "a key over 200 bytes is refused",
  key_derived: "a request without a key gets one",
} as const
export type Fault = keyof typeof FAULTS

interface Kept {
  fingerprint: string
  status: number
  text: string | null
}

/** A shop with nothing but carts and keys, kept in memory: what the rules are seen to fail on. */
export async function startStubShop(
  fault: Fault | null,
): Promise<{ readonly baseUrl: string; readonly stop: () => void }> {
  const carts = new Map<string, object>()
  const app = express()
  app.use(express.json({ verify: (req, _res, raw) => Object.assign(req, { raw: raw.toString() }) }))
  if (fault !== "no_keys") app.use("/store", keys(fault))
  app.get("/store/regions", (_req, res) => void res.json({ regions: [{ id: "reg_1" }] }))
  app.post("/auth/customer/emailpass", (_req, res) => void res.json({ token: randomUUID() }))
  app.post("/auth/customer/emailpass/register", (_req, res) => void res.json({ token: randomUUID() }))
  app.post("/store/customers", (_req, res) => void res.json({}))
  app.post("/store/carts", (req, res) => {
    const body = req.body as Record<string, unknown>
    if ("no_such_field" in body) return void res.status(400).json({ code: "invalid" })
    if ("metadata" in body) return void res.status(500).json({ code: "fault" })
    const cart = { id: `cart_${randomUUID()}`, ...body }
    carts.set(cart.id, cart)
    // As slow as a shop, so that requests meet.
    setTimeout(() => void res.json({ cart }), 3)
  })
  app.post("/store/carts/:id", (req, res) => {
    const cart = { ...carts.get(req.params.id), ...(req.body as object) }
    carts.set(req.params.id, cart)
    res.json({ cart })
  })
  app.get("/store/carts/:id", (req, res) => void res.json({ cart: carts.get(req.params.id) }))
  const failed: ErrorRequestHandler = (_error, _req, res, _next) => {
    res.status(413).json({ code: fault === "no_keys" ? "unknown" : "request_body_too_large" })
  }
  app.use(failed)
  const server: Server = createServer(app)
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening))
  const { port } = server.address() as AddressInfo
  return { baseUrl: `http://127.0.0.1:${port}`, stop: () => void server.close() }
}

function keys(fault: Fault | null): RequestHandler {
  const kept = new Map<string, Kept>()
  return (req, res, next) => {
    const sent = req.rawHeaders.filter((_, at) => req.rawHeaders[at - 1]?.toLowerCase() === "idempotency-key")
    if (req.method !== "POST") {
      next()
      return
    }
    if (sent.length === 0 && req.path === "/checkout")
      return void res.status(400).json({ code: "idempotency_key_missing" })
    if (sent.length === 0 && fault !== "key_derived") {
      next()
      return
    }
    const header = sent[0] ?? "derived"
    const most = fault === "long_keys_refused" ? 200 : 255
    const bad = sent.length > 1 || header === "" || header.length > most || !/^[\x20-\x7e]*$/.test(header)
    if (bad && fault !== "bad_keys_taken") return void res.status(400).json({ code: "idempotency_key_invalid" })
    const key = fault === "quotes_kept" ? header : header.replace(/^"(.*)"$/, "$1")
    const scope = [
      fault === "route_ignored" ? "" : req.path,
      fault === "caller_ignored" ? "" : req.headers.authorization,
    ]
    const id = JSON.stringify([key, ...scope])
    const fingerprint = fingerprintOf(fault, req.body, (req as unknown as { raw?: string }).raw, req.originalUrl)

    const there = kept.get(id)
    if (there && there.fingerprint !== fingerprint) return void res.status(422).json({ code: "idempotency_key_reused" })
    if (there?.text === null && fault !== "many_at_once") {
      if (fault !== "no_retry_after") res.set("Retry-After", "1")
      return void res.status(409).json({ code: "idempotency_key_in_use" })
    }
    if (there && there.text !== null) {
      if (fault !== "no_header") res.set("Idempotent-Replayed", "true")
      return void res
        .status(there.status)
        .type("json")
        .send(fault === "other_bytes" ? `${there.text} ` : there.text)
    }
    const entry: Kept = { fingerprint, status: 0, text: null }
    kept.set(id, entry)
    const json = res.json.bind(res)
    res.json = (body: unknown) => {
      const { statusCode: status } = res
      const keep = status < 400 || (status < 500 ? fault === "refusals_kept" : fault === "faults_kept")
      if (keep) Object.assign(entry, { status, text: JSON.stringify(body) })
      else kept.delete(id)
      return json(body)
    }
    next()
  }
}

function fingerprintOf(fault: Fault | null, body: unknown, raw: string | undefined, url: string): string {
  const members = Object.entries(body ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  const content = fault === "spelling_matters" ? raw : JSON.stringify(members)
  const parts = [fault === "body_ignored" ? "" : content, fault === "query_ignored" ? "" : url.split("?")[1]]
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex")
}
