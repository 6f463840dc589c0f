import type { StatementPool } from "@holdfast/host-kit"
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals"
import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import express, { type Express } from "express"
import { createServer, request, type IncomingHttpHeaders, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { Readable } from "node:stream"
import { gzipSync } from "node:zlib"
import { idempotencySuite } from "../../modules/checkout/idempotency/__fixtures__/idempotency-suite"
import { IdempotencyDesk } from "../../modules/checkout/idempotency/idempotency-desk"
import { answerErrors } from "../answer-errors"
import { answerOnce } from "./answer-once"

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}
interface Asked {
  readonly method?: string
  readonly body?: unknown
  readonly raw?: Buffer
  readonly headers?: Record<string, string | string[]>
}

type Handler = (req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction) => unknown

idempotencySuite((openPool) => {
  let pool: StatementPool
  let desk: IdempotencyDesk
  let server: Server
  let done: number
  let errors: string[]
  /** What a request waits for in its handler. */
  let gate: Promise<void>
  let arrived: () => void

  /** The shop's order: body, caller, ours, route, error handler. */
  function shop(routes: Record<string, Handler>): Express {
    const app = express()
    app.use((req, _res, next) => {
      const services: Record<string, unknown> = {
        checkout: { idempotency: desk },
        logger: { error: (said: string) => errors.push(said), info: () => undefined },
      }
      const { user } = req.headers
      Object.assign(req, {
        scope: { resolve: (name: string) => services[name] },
        publishable_key_context: { key: req.headers["x-publishable-api-key"] },
        ...(user && { auth_context: { actor_type: "customer", actor_id: user } }),
      })
      next()
    })
    app.use(express.json(), express.text())
    const ours = answerOnce as unknown as express.RequestHandler
    const safe: express.RequestHandler = (req, res, next) => {
      const run = async () => ours(req, res, next)
      void run().catch(next)
    }
    for (const method of ["post", "put", "patch", "delete"] as const) app[method]("/store/*", safe)
    for (const [path, handler] of Object.entries(routes)) {
      app.all(path, (req, res, next) => {
        done += 1
        const run = async () => handler(req as unknown as MedusaRequest, res, next)
        void run().catch(next)
      })
    }
    app.use(answerErrors as unknown as express.ErrorRequestHandler)
    return app
  }

  async function open(routes: Record<string, Handler>): Promise<void> {
    server = createServer(shop(routes))
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening))
  }

  function send(path: string, { method = "POST", body, raw, headers = {} }: Asked = {}): Promise<Answer> {
    const bytes = raw ?? (body === undefined ? undefined : Buffer.from(JSON.stringify(body)))
    return new Promise((answered, failed) => {
      const { port } = server.address() as AddressInfo
      const asked = request({
        host: "127.0.0.1",
        port,
        path,
        method,
        headers: {
          ...(bytes && { "content-length": String(bytes.length), "content-type": "application/json" }),
          ...headers,
        },
      })
      asked.on("error", failed).on("response", (res) => {
        const chunks: Buffer[] = []
        res.on("data", (chunk: Buffer) => chunks.push(chunk))
        res.on("end", () =>
          answered({ status: res.statusCode ?? 0, headers: res.headers, body: Buffer.concat(chunks) }),
        )
      })
      asked.end(bytes)
    })
  }
  const keyed = (key: string, more: Asked = {}): Asked => ({
    ...more,
    headers: { ...more.headers, "idempotency-key": key },
  })
  const codeOf = ({ body }: Answer) => (JSON.parse(body.toString()) as { code?: string }).code
  const states = async () =>
    (await pool.query<{ state: string }>("select state from checkout_idempotency_key", [])).map(({ state }) => state)

  beforeEach(() => {
    pool = openPool()
    desk = new IdempotencyDesk(pool)
    done = 0
    errors = []
    gate = Promise.resolve()
    arrived = () => undefined
  })
  afterEach(async () => {
    desk.close()
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
    await pool.end()
  })

  const counts: Handler = (_req, res) => res.status(201).json({ n: done })
  const waits: Handler = async (_req, res) => {
    arrived()
    await gate
    res.json({ n: done })
  }

  describe("a request with a key", () => {
    it.each<[string, Handler]>([
      ["json", (_req, res) => res.status(201).json({ n: done, ü: "€" })],
      ["send", (_req, res) => res.type("text/csv").send(`n,${done}`)],
      ["end", (_req, res) => res.status(202).end(`n ${done}`, "latin1")],
      [
        "several writes",
        (_req, res) => {
          res.setHeader("content-type", "text/plain")
          res.write("n ")
          res.write(Buffer.from(String(done)))
          res.end()
        },
      ],
      [
        "writeHead",
        (_req, res) => void res.writeHead(203, { "content-type": "text/x-n", link: "</n>" }).end(`n ${done}`),
      ],
      ["a pipe", (_req, res) => void Readable.from([`n ${done}`, " end"]).pipe(res.type("text/plain"))],
      ["sendStatus", (_req, res) => res.sendStatus(204)],
      [
        "gzip of its own",
        (_req, res) =>
          res
            .set("content-encoding", "gzip")
            .type("json")
            .send(gzipSync(`{"n":${done}}`)),
      ],
    ])("that answers with %s is answered again byte for byte with the first status", async (_how, handler) => {
      await open({ "/store/carts": handler })
      const [first, again] = [await send("/store/carts", keyed("k")), await send("/store/carts", keyed("k"))]
      expect(again.body.equals(first.body)).toBe(true)
      expect(again.status).toBe(first.status)
      for (const name of ["content-type", "content-encoding", "link"])
        expect(again.headers[name]).toBe(first.headers[name])
      expect([first.headers["idempotent-replayed"], again.headers["idempotent-replayed"]]).toEqual([undefined, "true"])
      expect(done).toBe(1)
    })

    it("takes the same content in another order and another spelling for the same", async () => {
      await open({ "/store/carts": counts })
      await send("/store/carts?a=1&b=2", keyed("k", { body: { a: 1, b: { c: [1, 2], d: "é" } } }))
      const raw = Buffer.from('{ "b": {"d": "\\u00e9", "c": [1.0, 2]}, "a": 1 }')
      const again = await send("/store/carts/?b=2&a=1", keyed('"k"', { raw }))
      expect(again.headers["idempotent-replayed"]).toBe("true")
      expect(done).toBe(1)
    })

    it.each<[string, string, Asked]>([
      ["body", "/store/carts", { body: { a: 2 } }],
      ["order of a list", "/store/carts", { body: { a: [2, 1] } }],
      ["query", "/store/carts?fields=id", { body: { a: [1, 2] } }],
      ["no body", "/store/carts", {}],
    ])("with another %s is refused with 422", async (_what, path, asked) => {
      await open({ "/store/carts": counts })
      await send("/store/carts", keyed("k", { body: { a: [1, 2] } }))
      const other = await send(path, keyed("k", asked))
      expect([other.status, codeOf(other), done]).toEqual([422, "idempotency_key_reused", 1])
    })

    it("is another request's on another path, with another method, of another shop and of another caller", async () => {
      await open({ "/store/*": counts })
      const asked: [string, Asked][] = [
        ["/store/carts", {}],
        ["/store/carts/cart_1", {}],
        ["/store/carts", { method: "PUT" }],
        ["/store/carts", { headers: { "x-publishable-api-key": "pk_2" } }],
        ["/store/carts", { headers: { user: "cus_1" } }],
        ["/store/carts", { headers: { user: "cus_2" } }],
        ["/store/carts", { headers: { authorization: "Bearer nobody yet" } }],
      ]
      const answers = []
      for (const [path, more] of asked) answers.push(await send(path, keyed("k", more)))
      expect(answers.map(({ body }) => (JSON.parse(body.toString()) as { n: number }).n)).toEqual([1, 2, 3, 4, 5, 6, 7])
    })

    it("is told 409 and when to come again while the first one runs, and is then given its answer", async () => {
      await open({ "/store/carts": waits })
      let go = (): void => undefined
      gate = new Promise((open) => (go = open))
      const atHandler = new Promise<void>((here) => (arrived = here))
      const first = send("/store/carts", keyed("k"))
      await atHandler
      const early = await send("/store/carts", keyed("k"))
      expect([early.status, codeOf(early), early.headers["retry-after"]]).toEqual([409, "idempotency_key_in_use", "1"])
      go()
      const late = (await first).body
      expect((await send("/store/carts", keyed("k"))).body.equals(late)).toBe(true)
      expect(done).toBe(1)
    })

    it.each([400, 401, 403, 404, 409, 422, 429, 500, 503])("answered with %i is not kept", async (status) => {
      await open({ "/store/carts": (_req, res) => res.status(status).json({ code: "no" }) })
      await send("/store/carts", keyed("k"))
      const again = await send("/store/carts", keyed("k", { body: { mended: true } }))
      expect([again.status, again.headers["idempotent-replayed"], done]).toEqual([status, undefined, 2])
      expect(await states()).toEqual([])
    })

    it("that ends in an error is the error handler's, and not kept", async () => {
      await open({
        "/store/carts": () => {
          throw new Error("a fault")
        },
      })
      expect((await send("/store/carts", keyed("k"))).status).toBe(500)
      expect(await states()).toEqual([])
    })

    it("keeps its answer when the handler fails after it", async () => {
      await open({
        "/store/carts": (_req, res) => {
          res.status(201).json({ n: done })
          throw new Error("too late")
        },
      })
      const first = await send("/store/carts", keyed("k"))
      expect([first.status, first.body.toString(), first.headers["content-length"]]).toEqual([201, '{"n":1}', "7"])
      expect((await send("/store/carts", keyed("k"))).body.toString()).toBe('{"n":1}')
    })

    it("is carried to its end when the client has gone, and answered when the client comes again", async () => {
      await open({ "/store/carts": waits })
      let go = (): void => undefined
      gate = new Promise((open) => (go = open))
      const atHandler = new Promise<void>((here) => (arrived = here))
      const { port } = server.address() as AddressInfo
      const closed = new Promise<void>((gone) =>
        server.once("connection", (socket) => socket.once("close", () => gone())),
      )
      const client = request({
        host: "127.0.0.1",
        port,
        path: "/store/carts",
        method: "POST",
        headers: { "idempotency-key": "k" },
      })
      client.on("error", () => undefined).end()
      await atHandler
      client.destroy()
      await closed
      const kept = new Promise<void>((finished) => {
        const finish = desk.finish.bind(desk)
        desk.finish = async (...args) => {
          const was = await finish(...args)
          finished()
          return was
        }
      })
      go()
      await kept
      const again = await send("/store/carts", keyed("k"))
      expect([again.headers["idempotent-replayed"], again.body.toString(), done]).toEqual(["true", '{"n":1}', 1])
    })

    it("sends 3 MB as they come, and says the second time that they are not kept", async () => {
      await open({
        "/store/carts": (_req, res) =>
          void Readable.from(Array.from({ length: 48 }, () => Buffer.alloc(65_536, "x"))).pipe(res),
      })
      const first = await send("/store/carts", keyed("k"))
      expect([first.status, first.body.length]).toEqual([200, 3_145_728])
      const again = await send("/store/carts", keyed("k"))
      expect([again.status, codeOf(again), again.headers["idempotent-replayed"], done]).toEqual([
        409,
        "idempotency_answer_not_kept",
        "true",
        1,
      ])
    })

    it("keeps 1 MB and not a byte more", async () => {
      await open({ "/store/carts": (req, res) => res.send(Buffer.alloc(Number(req.query["bytes"]), "x")) })
      const twice = async (bytes: number) => {
        await send(`/store/carts?bytes=${bytes}`, keyed(`k${bytes}`))
        return (await send(`/store/carts?bytes=${bytes}`, keyed(`k${bytes}`))).body.length
      }
      expect(await twice(1_048_576)).toBe(1_048_576)
      expect(await twice(1_048_577)).toBeLessThan(1000)
    })

    it("lets an answer that is flushed before its end through at once", async () => {
      let go = (): void => undefined
      gate = new Promise((open) => (go = open))
      await open({
        "/store/carts": async (_req, res) => {
          res.type("text/event-stream").flushHeaders()
          res.write("data: 1\n\n")
          await gate
          res.end("data: 2\n\n")
        },
      })
      const { port } = server.address() as AddressInfo
      const body = await new Promise<string>((answered) => {
        const asked = request({
          host: "127.0.0.1",
          port,
          path: "/store/carts",
          method: "POST",
          headers: { "idempotency-key": "k" },
        })
        asked.on("response", (res) => {
          let text = ""
          res.on("data", (chunk: Buffer) => {
            text += chunk.toString()
            go()
          })
          res.on("end", () => answered(text))
        })
        asked.end()
      })
      expect(body).toBe("data: 1\n\ndata: 2\n\n")
      expect(codeOf(await send("/store/carts", keyed("k")))).toBe("idempotency_answer_not_kept")
    })

    it("does not set the first one's cookies again", async () => {
      await open({ "/store/carts": (_req, res) => res.cookie("sid", "secret").json({}) })
      expect((await send("/store/carts", keyed("k"))).headers["set-cookie"]).toHaveLength(1)
      expect((await send("/store/carts", keyed("k"))).headers["set-cookie"]).toBeUndefined()
    })

    it("is answered although the answer cannot be kept, and the fault is logged", async () => {
      await open({ "/store/carts": counts })
      desk.finish = () => Promise.reject(new Error("the database is away"))
      expect((await send("/store/carts", keyed("k"))).status).toBe(201)
      expect(errors).toEqual([expect.stringContaining("POST /store/carts")])
      expect(await states()).toEqual(["running"])
    })

    it("lets a browser of another origin read that it was replayed", async () => {
      await open({ "/store/carts": counts })
      const { headers } = await send("/store/carts", keyed("k", { headers: { origin: "https://shop.example" } }))
      expect(headers["access-control-expose-headers"]).toContain("Idempotent-Replayed")
    })
  })

  describe("a process that died", () => {
    const die = () =>
      pool.query("update checkout_idempotency_key set state = 'running', status = null, lease_until = now()", [])

    it("leaves a request that finds its effect, which is carried out again", async () => {
      await open({ "/store/carts/:id/promotions": counts })
      await send("/store/carts/c/promotions", keyed("k"))
      await die()
      expect((await send("/store/carts/c/promotions", keyed("k"))).body.toString()).toBe('{"n":2}')
    })

    it("leaves a request that would be done twice, which is answered 409 from then on", async () => {
      await open({ "/store/carts/:id/line-items": counts })
      await send("/store/carts/c/line-items", keyed("k"))
      await die()
      for (let n = 0; n < 2; n++) {
        const again = await send("/store/carts/c/line-items", keyed("k"))
        expect([again.status, codeOf(again)]).toEqual([409, "idempotency_outcome_unknown"])
      }
      expect(done).toBe(1)
    })
  })

  describe("a completion without a key", () => {
    const PATH = "/store/carts/cart_1/complete"
    const ordered: Handler = async (_req, res) => {
      arrived()
      await gate
      res.json({ type: "order", n: done })
    }

    it("is given its answer again, and while it runs a second click goes on to the route, which knows the cart", async () => {
      await open({ [PATH]: ordered })
      let go = (): void => undefined
      gate = new Promise((open) => (go = open))
      const atHandler = new Promise<void>((here) => {
        arrived = () => {
          if (done === 2) here()
        }
      })
      const both = Promise.all([send(PATH), send(PATH)])
      await atHandler
      go()
      expect((await both).map(({ status }) => status)).toEqual([200, 200])
      expect((await send(PATH)).headers["idempotent-replayed"]).toBe("true")
      expect(done).toBe(2)
    })

    it("may ask for other fields of the same order", async () => {
      await open({ [PATH]: ordered })
      await send(PATH)
      expect((await send(`${PATH}?fields=id`)).status).toBe(200)
      expect(done).toBe(2)
    })

    it("that is declined may be tried again; with a key the decline is that key's answer", async () => {
      const error = { type: "payment_authorization_error" }
      await open({ [PATH]: (_req, res) => res.json({ type: "cart", error, n: done }) })
      await send(PATH)
      await send(PATH)
      expect(done).toBe(2)
      await send(PATH, keyed("k"))
      expect((await send(PATH, keyed("k"))).headers["idempotent-replayed"]).toBe("true")
      expect(done).toBe(3)
    })
  })

  describe("bad input", () => {
    it("refuses a whole checkout without a key", async () => {
      await open({ "/store/checkout": counts })
      const answer = await send("/store/checkout", { body: {} })
      expect([answer.status, codeOf(answer), done]).toEqual([400, "idempotency_key_missing", 0])
    })

    it.each<[string, string | string[]]>([
      ["of 256 bytes", "k".repeat(256)],
      ["without a character", ""],
      ["that cannot be printed", "cl\u00e9"],
      ["sent twice", ["a", "b"]],
    ])("refuses a key %s, and does nothing", async (_what, key) => {
      await open({ "/store/carts": counts })
      const answer = await send("/store/carts", { headers: { "idempotency-key": key } })
      expect([answer.status, codeOf(answer), done]).toEqual([400, "idempotency_key_invalid", 0])
    })

    it("refuses a body that it cannot compare, and does nothing", async () => {
      await open({ "/store/carts": counts })
      const asked = { raw: Buffer.from("\x89PNG"), headers: { "content-type": "image/png" } }
      const answer = await send("/store/carts", keyed("k", asked))
      expect([answer.status, codeOf(answer), done]).toEqual([415, "idempotency_body_unsupported", 0])
      expect((await send("/store/carts", asked)).status).toBe(201)
    })

    it("refuses a body of 201 levels, and does nothing", async () => {
      await open({ "/store/carts": counts })
      const raw = Buffer.from("[".repeat(201) + "]".repeat(201))
      const answer = await send("/store/carts", keyed("k", { raw }))
      expect([answer.status, codeOf(answer), done]).toEqual([400, "json_value_too_deep", 0])
    })

    it("reads a body that came as gzip, and compares what is in it", async () => {
      await open({ "/store/carts": counts })
      await send("/store/carts", keyed("k", { body: { a: 1 } }))
      const again = await send(
        "/store/carts",
        keyed("k", { raw: gzipSync('{"a":1}'), headers: { "content-encoding": "gzip" } }),
      )
      expect(again.headers["idempotent-replayed"]).toBe("true")
    })

    it("answers a body over 100 KB with 413 and one that is no JSON with 400, each with a code", async () => {
      await open({ "/store/carts": counts })
      const large = await send("/store/carts", keyed("k", { body: { a: "x".repeat(102_400) } }))
      const broken = await send("/store/carts", keyed("k", { raw: Buffer.from("{") }))
      expect([large.status, codeOf(large), broken.status, codeOf(broken), done]).toEqual([
        413,
        "request_body_too_large",
        400,
        "request_body_malformed",
        0,
      ])
    })

    it("asks nothing of the database for a request without a key, or that only reads", async () => {
      await open({ "/store/*": counts })
      desk.begin = () => Promise.reject(new Error("asked"))
      expect((await send("/store/carts")).status).toBe(201)
      expect((await send("/store/carts", keyed("k", { method: "GET" }))).status).toBe(201)
    })
  })
})
