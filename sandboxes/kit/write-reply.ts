import type { ServerResponse } from "node:http"
import type { Reply } from "./reply"

export const PROXY_PAGE: Reply = {
  status: 502,
  headers: { "content-type": "text/html" },
  text: "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>",
}

export const withHeaders = (answer: Reply, headers: Readonly<Record<string, string>> = {}): Reply => ({
  ...answer,
  headers: { ...answer.headers, ...headers },
})

const textOf = ({ json, text }: Reply) => text ?? JSON.stringify(json)

/** A payment page calls its provider from the shop's address. */
export const ANY_PAGE = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, POST, PATCH, PUT, DELETE",
  "access-control-allow-headers": "authorization, content-type, idempotency-key, stripe-version, x-api-key",
}

const headersOf = (answer: Reply) => ({
  ...ANY_PAGE,
  "content-type": "application/json",
  "content-length": String(Buffer.byteLength(textOf(answer))),
  ...answer.headers,
})

export function write(response: ServerResponse, answer: Reply): void {
  response.writeHead(answer.status, headersOf(answer)).end(textOf(answer))
}

const halves = (answer: Reply): [string, string] => {
  const text = textOf(answer)
  const middle = Math.ceil(text.length / 2)
  return [text.slice(0, middle), text.slice(middle)]
}

/** Writes the first half of an answer, and the second when it is asked for: after a pause, or never. */
export async function writeHalf(response: ServerResponse, answer: Reply): Promise<string> {
  response.writeHead(answer.status, headersOf(answer))
  await new Promise<void>((resolve) => response.write(halves(answer)[0], () => resolve()))
  return halves(answer)[1]
}
