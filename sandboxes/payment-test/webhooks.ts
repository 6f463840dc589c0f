import { createHmac } from "node:crypto"
import type { LedgerEvent } from "./ledger"

/** Where events are told, and how badly. */
export interface WebhookSettings {
  readonly url: string | null
  /** Tell each event by itself, as soon as it has happened. Otherwise they wait to be delivered. */
  readonly auto: boolean
  /** How often each is told. */
  readonly copies: number
  readonly delayMs: number
}

export interface Delivery {
  readonly event: string
  readonly status: number
}

/** Signs events and tells them, in the order asked for. */
export class Webhooks {
  settings: WebhookSettings = { url: null, auto: false, copies: 1, delayMs: 0 }
  readonly deliveries: Delivery[] = []
  private told = 0

  constructor(
    private readonly secret: string,
    private readonly events: readonly LedgerEvent[],
  ) {}

  /** What has happened since this was last called. */
  tellNew(): void {
    const news = this.events.slice(this.told)
    this.told = this.events.length
    if (!this.settings.auto || news.length === 0) return
    setTimeout(() => void this.deliver(repeated(news, this.settings.copies)), this.settings.delayMs)
  }

  async deliver(events: readonly LedgerEvent[]): Promise<readonly Delivery[]> {
    const answers: Delivery[] = []
    for (const event of events) answers.push(await this.tell(event))
    this.deliveries.push(...answers)
    return answers
  }

  /** A body with its signature, for tests that carry it themselves. */
  signed(event: LedgerEvent): { readonly body: string; readonly signature: string } {
    const body = JSON.stringify(event)
    const time = Math.floor(Date.now() / 1000)
    const digest = createHmac("sha256", this.secret).update(`${time}.${body}`).digest("hex")
    return { body, signature: `t=${time},v1=${digest}` }
  }

  private async tell(event: LedgerEvent): Promise<Delivery> {
    if (!this.settings.url) return { event: event.id, status: 0 }
    const { body, signature } = this.signed(event)
    const headers = { "content-type": "application/json", "test-signature": signature }
    return fetch(this.settings.url, { method: "POST", body, headers, signal: AbortSignal.timeout(10_000) }).then(
      async (response) => {
        await response.arrayBuffer()
        return { event: event.id, status: response.status }
      },
      () => ({ event: event.id, status: 0 }),
    )
  }
}

const repeated = (events: readonly LedgerEvent[], copies: number) =>
  events.flatMap((event) => Array.from({ length: copies }, () => event))
