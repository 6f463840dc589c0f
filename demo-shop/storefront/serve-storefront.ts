import { readFileSync } from "node:fs"
import { createServer, request as send, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import path from "node:path"
import { transformSync } from "@swc/core"

/** What a storefront has to know, and where the providers' stand-ins are that its payment page talks to. */
export interface StorefrontSettings {
  /** 0 takes any free port. */
  readonly port: number
  readonly backendUrl: string
  readonly publishableKey: string
  /** The stand-ins by the path under which the page reaches them, `stripe` or `adyen`, with the key a provider gives to pages. */
  readonly standIns: Readonly<Record<string, { readonly url: string; readonly clientKey: string }>>
}

export interface ServedStorefront {
  readonly url: string
  readonly close: () => Promise<void>
}

/** What the page asks of the shop: its store API and its pictures. */
const OF_THE_SHOP = new Set(["store", "static"])
const PAGE = path.join(__dirname, "page")
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
}

/**
 * A storefront to try payments with: one page, spoken to the store API as any storefront would. The page reaches the shop
 * and the stand-ins through this server, so that neither has to know its address.
 */
export async function serveStorefront(settings: StorefrontSettings): Promise<ServedStorefront> {
  const server = createServer((asked, answer) => {
    const [, first = "", ...rest] = (asked.url ?? "/").split("/")
    const standIn = settings.standIns[first]
    if (standIn) passOn(asked, answer, `${standIn.url}/${rest.join("/")}`)
    else if (OF_THE_SHOP.has(first)) passOn(asked, answer, `${settings.backendUrl}${asked.url ?? "/"}`)
    else if (first === "settings.json") json(answer, 200, pageSettings(settings))
    else page(answer, (asked.url ?? "/").split("?")[0] ?? "/")
  })
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen(settings.port, "127.0.0.1", resolve)
  })
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** What the page may know. Both keys are public by their nature. */
const pageSettings = ({ publishableKey, standIns }: StorefrontSettings) => ({
  publishableKey,
  clientKeys: Object.fromEntries(Object.entries(standIns).map(([name, { clientKey }]) => [name, clientKey])),
})

/** Modules are written in TypeScript and served as the browser reads them. */
function page(answer: ServerResponse, asked: string): void {
  const name = asked === "/" ? "/index.html" : asked
  const extension = path.extname(name)
  const type = TYPES[extension]
  // Names of our own, one folder deep: nothing of the path can lead out of it.
  if (!type || !/^\/[a-z-]+\.[a-z]+$/.test(name)) {
    json(answer, 404, { message: `There is no ${name} here.` })
    return
  }
  try {
    const body = extension === ".js" ? browserModule(name.replace(/\.js$/, ".ts")) : readFileSync(path.join(PAGE, name))
    answer.writeHead(200, { "content-type": type, "cache-control": "no-store" }).end(body)
  } catch (error) {
    json(answer, (error as NodeJS.ErrnoException).code === "ENOENT" ? 404 : 500, { message: `${name} cannot be read.` })
  }
}

function browserModule(name: string): string {
  const { code } = transformSync(readFileSync(path.join(PAGE, name), "utf8"), {
    jsc: { parser: { syntax: "typescript" }, target: "es2022" },
    module: { type: "es6" },
  })
  return code.replace(/(from\s+|import\s+)"(\.\/[a-z-]+)"/g, '$1"$2.js"')
}

function passOn(asked: IncomingMessage, answer: ServerResponse, url: string): void {
  const { host: _host, connection: _connection, ...headers } = asked.headers
  const onward = send(url, { method: asked.method ?? "GET", headers }, (got) => {
    answer.writeHead(got.statusCode ?? 502, got.headers)
    got.pipe(answer)
  })
  onward.on("error", () => json(answer, 502, { message: "The shop does not answer. Is it still running?" }))
  asked.pipe(onward)
}

function json(answer: ServerResponse, status: number, body: object): void {
  if (answer.headersSent) answer.end()
  else answer.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body))
}
