import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { done, refuse, type Outcome } from "@holdfast/kernel"
import { setTimeout as pause } from "node:timers/promises"
import { mayKeep } from "../../modules/checkout/idempotency/domain/may-keep"
import { readKey } from "../../modules/checkout/idempotency/domain/read-key"
import { ruleOf, type RouteRule } from "../../modules/checkout/idempotency/domain/route-rules"
import type { Claim, IdempotencyDesk, KeyAsked } from "../../modules/checkout/idempotency/idempotency-desk"
import { answerVerdict, say } from "./answer-verdict"
import { holdAnswer, type GivenAnswer } from "./hold-answer"
import { fingerprintOf, pathOf, scopeOf } from "./request-content"

/** Larger answers are carried out and sent, and kept as a note that they were. */
const MOST_BYTES = 1_048_576
/** How long an answer waits for the database to keep it. */
const KEEP_MS = 5_000

/** What makes sense to whoever reads the answer again. Cookies, dates and lengths are the new answer's own. */
const KEPT_HEADERS = [
  "content-type",
  "content-encoding",
  "content-language",
  "content-disposition",
  "etag",
  "location",
  "link",
]

/** A request with an Idempotency-Key is carried out once, and answered the same whenever it comes again. */
export async function answerOnce(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  const rule = ruleOf(req.method, pathOf(req))
  const read = rule ? keyOf(req, rule) : done(null)
  if (rule && req.headers.origin) res.append("Access-Control-Expose-Headers", "Idempotent-Replayed, Retry-After")
  if (!read.ok) {
    say(res, read.code === "idempotency_body_unsupported" ? 415 : 400, read)
    return
  }
  if (!rule || !read.value) {
    next()
    return
  }
  const { sent, key, fingerprint } = read.value
  const desk = req.scope.resolve<{ idempotency: IdempotencyDesk }>("checkout").idempotency
  const asked: KeyAsked = { ...scopeOf(req), key, fingerprint, lapsed: rule.lapsed }
  const request = `${asked.method} ${asked.path}`
  const { verdict, claim } = await desk.begin(asked)
  // Two clicks without a key are one: the route itself knows the cart, and gives both the first one's answer.
  if (verdict.state === "running" && !sent) {
    next()
    return
  }
  if (verdict.state !== "begun") {
    answerVerdict(res, verdict, request)
    return
  }
  if (sent) res.locals["idempotencyKey"] = key
  holdAnswer(res, MOST_BYTES, async (given) => {
    try {
      // An answer that the database does not take in time is still the answer.
      await Promise.race([settle(desk, claim, rule, sent, given), pause(KEEP_MS, undefined, { ref: false })])
    } catch (error) {
      const logger = req.scope.resolve(ContainerRegistrationKeys.LOGGER)
      logger.error(`The answer to ${request} was sent and could not be kept: ${String(error)}`)
    }
  })
  next()
}

interface KeyRead {
  /** By the caller; else the route's own. */
  readonly sent: boolean
  readonly key: string
  readonly fingerprint: string
}

/** The request's key, none, or what is wrong with it. */
function keyOf(req: MedusaRequest, rule: RouteRule): Outcome<KeyRead | null> {
  const read = readKey(req.rawHeaders)
  if (!read.ok) return read
  if (read.value === undefined && rule.key === "optional") return done(null)
  if (read.value === undefined && rule.key === "required") {
    return refuse(
      "idempotency_key_missing",
      "This route needs an Idempotency-Key: without one, asking again would be a second order.",
      "Send a UUID as Idempotency-Key, and the same one for a retry.",
    )
  }
  const fingerprint = fingerprintOf(req)
  if (!fingerprint.ok) return fingerprint
  // The same cart asked for in another form is another answer, and no caller has said that it is the same.
  const key = read.value ?? `derived ${fingerprint.value}`
  return done({ sent: read.value !== undefined, key, fingerprint: fingerprint.value })
}

async function settle(desk: IdempotencyDesk, claim: Claim, rule: RouteRule, keySent: boolean, given: GivenAnswer) {
  const { status, headers, body, bytes } = given
  const json = rule.answer === "completion" ? jsonOf(body) : undefined
  if (!mayKeep(rule.answer, { status, json, keySent })) {
    await desk.release(claim)
    return
  }
  const kept: Record<string, string> = {}
  for (const name of KEPT_HEADERS) if (headers[name] !== undefined) kept[name] = String(headers[name])
  await desk.finish(claim, { status, headers: kept, body, bodyBytes: bytes })
}

function jsonOf(body: Buffer | null): unknown {
  try {
    return body && (JSON.parse(body.toString("utf8")) as unknown)
  } catch {
    return undefined
  }
}
