export interface Answer {
  readonly status: number
  readonly body: Record<string, never>
}

/** Speaks to one server; what it was not told is not an error here, but nothing. */
export class ShopClient {
  constructor(
    private readonly baseUrl: string,
    private readonly headers: Readonly<Record<string, string>>,
  ) {}

  get = (path: string) => this.send("GET", path)
  post = (path: string, body: object = {}, headers: Readonly<Record<string, string>> = {}) =>
    this.send("POST", path, body, headers)

  /** The same, of another server. */
  at = (baseUrl: string) => new ShopClient(baseUrl, this.headers)

  /** @throws Error when the server refuses what the proof needs to begin with */
  async must(path: string, body: object = {}): Promise<Answer["body"]> {
    const answer = await this.post(path, body)
    if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  private async send(
    method: string,
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.baseUrl}${path}`, {
      method,
      headers: { ...this.headers, ...(body && { "content-type": "application/json" }), ...headers },
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: (await response.json()) as Answer["body"] }
  }
}
