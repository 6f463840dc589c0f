import { Agent, request } from "node:http"

/** A request the server refused. Most benches stop there, since a figure about failures means nothing. */
export class RequestRefused extends Error {
  constructor(method: string, path: string, status: number, text: string) {
    super(`${method} ${path} was answered with ${status}: ${text.slice(0, 500)}`)
    this.name = "RequestRefused"
  }
}

/**
 * Speaks JSON over connections that stay open, with as little work of its own as Node allows: the load generator shares
 * the machine with what it measures.
 */
export class JsonClient {
  private readonly agent = new Agent({ keepAlive: true })
  private readonly address: URL

  constructor(
    baseUrl: string,
    private readonly headers: Readonly<Record<string, string>>,
  ) {
    this.address = new URL(baseUrl)
  }

  get<T>(path: string): Promise<T> {
    return this.send<T>("GET", path)
  }

  post<T>(path: string, body: unknown): Promise<T> {
    return this.send<T>("POST", path, JSON.stringify(body))
  }

  close(): void {
    this.agent.destroy()
  }

  private send<T>(method: string, path: string, body?: string): Promise<T> {
    const { hostname, port } = this.address
    const headers = {
      ...this.headers,
      ...(body !== undefined && { "content-type": "application/json", "content-length": Buffer.byteLength(body) }),
    }
    return new Promise((resolve, reject) => {
      const sent = request({ agent: this.agent, hostname, port, method, path, headers }, (response) => {
        const chunks: Buffer[] = []
        response.on("data", (chunk: Buffer) => chunks.push(chunk))
        response.once("error", reject)
        response.once("end", () => {
          const text = Buffer.concat(chunks).toString("utf8")
          const status = response.statusCode ?? 0
          if (status >= 200 && status < 300) resolve(JSON.parse(text) as T)
          else reject(new RequestRefused(method, path, status, text))
        })
      })
      sent.once("error", reject)
      sent.end(body)
    })
  }
}
