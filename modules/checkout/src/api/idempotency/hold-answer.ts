import type { MedusaResponse } from "@medusajs/framework/http"

/** An answer as the handler gave it, before a byte of it is on its way. */
export interface GivenAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | number | readonly string[] | undefined>>
  /** Null when it was more than `mostBytes`, or was streamed: then it went out as it came. */
  readonly body: Buffer | null
  readonly bytes: number
}

type Callback = (error?: Error | null) => void

/**
 * Holds an answer back until `settle` has seen it whole, whatever the handler answers with: `res.json`, `res.send`,
 * `res.end`, a pipe, or an error that ends in the error handler. What is larger than `mostBytes`, or is flushed before its
 * end, goes out as it comes, and only its end is held back.
 *
 * It sits on `write` and `end`, below everything that a route or a middleware wraps, and above compression and sessions.
 */
export function holdAnswer(
  res: MedusaResponse,
  mostBytes: number,
  settle: (answer: GivenAnswer) => Promise<unknown>,
): void {
  const real = {
    write: res.write.bind(res) as (chunk: Buffer, callback?: Callback) => boolean,
    end: res.end.bind(res) as (chunk?: Buffer, callback?: () => void) => unknown,
    writeHead: res.writeHead.bind(res) as (...args: unknown[]) => unknown,
    flushHeaders: res.flushHeaders.bind(res),
  }
  let state: "held" | "passing" | "ended" = "held"
  let chunks: Buffer[] = []
  let bytes = 0

  const take = (chunk: Buffer) => {
    bytes += chunk.length
    chunks.push(chunk)
  }
  const pass = () => {
    state = "passing"
    const held = Buffer.concat(chunks)
    chunks = []
    if (held.length) real.write(held)
  }

  const write = (chunk: unknown, encoding?: unknown, callback?: unknown): boolean => {
    if (state === "ended") return false
    const done = callbackOf(encoding, callback)
    const data = bufferOf(chunk, encoding)
    if (state === "passing") {
      bytes += data.length
      return real.write(data, done)
    }
    take(data)
    if (bytes > mostBytes) pass()
    if (done) process.nextTick(done)
    return true
  }

  const end = (chunk?: unknown, encoding?: unknown, callback?: unknown): MedusaResponse => {
    // Whoever answers twice would find, without us, that the first answer is gone out already.
    if (state === "ended") return res
    const done = callbackOf(chunk, encoding, callback)
    if (chunk !== undefined && chunk !== null && typeof chunk !== "function") take(bufferOf(chunk, encoding))
    if (state === "held" && bytes > mostBytes) pass()
    const streamed = state === "passing"
    state = "ended"
    const body = Buffer.concat(chunks)
    const given = { status: res.statusCode, headers: res.getHeaders(), body: streamed ? null : body, bytes }
    const headers = { ...given.headers }
    void settle(given)
      .catch(() => undefined)
      .then(() => {
        // An error after the answer must not change it on its way out.
        if (!res.headersSent) {
          res.statusCode = given.status
          for (const name of res.getHeaderNames()) if (!(name in headers)) res.removeHeader(name)
          for (const [name, value] of Object.entries(headers)) if (value !== undefined) res.setHeader(name, value)
        }
        real.end(body.length ? body : undefined, done)
      })
    return res
  }

  const writeHead = (...args: unknown[]): unknown => {
    if (state !== "held") return real.writeHead(...args)
    const [status, ...rest] = args
    res.statusCode = Number(status)
    for (const [name, value] of headersOf(rest.at(-1))) res.setHeader(name, value)
    return res
  }

  const flushHeaders = () => {
    if (state === "held") pass()
    real.flushHeaders()
  }

  Object.assign(res, { write, end, writeHead, flushHeaders })
}

function bufferOf(chunk: unknown, encoding: unknown): Buffer {
  if (typeof chunk === "string") {
    return Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8")
  }
  return Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk as Uint8Array)
}

const callbackOf = (...args: unknown[]) => args.find((one): one is Callback => typeof one === "function")

/** What `writeHead` was given: an object, or names and values in turn. */
function headersOf(given: unknown): [string, string | string[]][] {
  if (Array.isArray(given)) {
    const flat = given as string[]
    return flat.flatMap((name, at) => (at % 2 === 0 ? [[name, flat[at + 1] ?? ""] as [string, string]] : []))
  }
  return given !== null && typeof given === "object" ? Object.entries(given as Record<string, string>) : []
}
