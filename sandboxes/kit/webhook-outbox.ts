import type { FakeClock } from "./fake-clock"
import type { SeededRandom } from "./seeded-random"

/** One message, as it was when it happened. `body` is what is signed and sent, byte for byte. */
export interface Emitted {
  readonly id: string
  readonly account: string
  /** The provider's own name of it. */
  readonly event: string
  readonly body: string
}

export interface WebhookEndpoint {
  readonly url: string
  /** More than one while a secret is being replaced. */
  readonly secrets: readonly string[]
  /** Sent as they are, such as basic authentication. */
  readonly headers?: Readonly<Record<string, string>>
  /** Only these events; all when it is missing. */
  readonly events?: readonly string[]
  /** Only this account's; all when it is missing. */
  readonly account?: string
}

export interface Signing {
  readonly body: string
  readonly secrets: readonly string[]
  /** By the clock of the sandbox, moved by what the test asked for. */
  readonly seconds: number
}

/** Puts the provider's signature on a message: into headers, or into the body where the provider does that. */
export type Sign = (signing: Signing) => { readonly headers: Readonly<Record<string, string>>; readonly body?: string }

export interface Signed {
  readonly id: string
  readonly event: string
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

/** How messages are handed over, where it is not once, at once, in order and as they are. */
export interface Handling {
  readonly order?: "emitted" | "reversed" | "shuffled" | readonly number[]
  /** How many times each is sent: 1 when it is missing. */
  readonly copies?: number
  /** Only these events or ids; all when it is missing. The rest stays. */
  readonly only?: readonly string[]
  readonly corruptSignature?: boolean
  /** Signed as if by a clock that is this far off. */
  readonly secondsOff?: number
  readonly secrets?: readonly string[]
}

/** What happens to the next messages on their way out. */
export interface NextMessages {
  readonly act: "drop" | "duplicate" | "delay" | "corrupt_signature" | "hold"
  readonly count?: number
  readonly event?: string
  readonly delayMs?: number
}

export interface Delivery {
  readonly id: string
  readonly event: string
  readonly url: string
  readonly attempt: number
  /** 0 when nobody answered. */
  readonly status: number
}

export interface WebhookOutboxOptions {
  readonly sign: Sign
  readonly clock: FakeClock
  readonly random: SeededRandom
  /** Pauses between attempts, in seconds of the sandbox's clock. */
  readonly retryAfterSeconds: readonly number[]
  /** `fifo`: while one message fails, those behind it wait (Adyen). `independent`: each for itself (Stripe). */
  readonly delivery: "independent" | "fifo"
  readonly timeoutMs: number
  /** Told when something has arrived, or has not. */
  readonly changed?: () => void
}

/** What was told, to whom, and what has not arrived yet, as plain data. */
export interface OutboxSnapshot {
  readonly emitted: readonly Emitted[]
  readonly held: readonly Emitted[]
  readonly endpoints: readonly WebhookEndpoint[]
  readonly deliveries: readonly Delivery[]
  readonly undelivered: readonly Emitted[]
}

interface Waiting {
  readonly message: Emitted
  readonly endpoint: WebhookEndpoint
  attempt: number
}

/** What a long run leaves behind is let go, the oldest first. */
const KEPT = 5_000

/** What a provider tells the shop, and how badly. */
export class WebhookOutbox {
  private emitted: Emitted[] = []
  private held: Emitted[] = []
  private endpoints: WebhookEndpoint[] = []
  private next: { how: NextMessages; left: number }[] = []
  private deliveries: Delivery[] = []
  private lines = new Map<string, Waiting[]>()
  private sending = new Set<Promise<void>>()
  private delayed = new Set<Emitted>()
  /** What had not arrived when the sandbox ended. */
  private undelivered: Emitted[] = []
  private generation = 0

  constructor(private readonly options: WebhookOutboxOptions) {}

  /** Records a message. It goes out at once to every endpoint that wants it, and is held while there is none. */
  emit(message: Emitted): void {
    // What is new does not overtake what has been waiting.
    this.resume()
    this.emitted.push(message)
    if (this.emitted.length > KEPT) this.emitted.shift()
    const how = this.takeNext(message)
    if (how?.act === "drop") return
    if (how?.act === "delay") {
      this.delayed.add(message)
      this.options.clock.schedule(how.delayMs ?? 1000, () => {
        this.delayed.delete(message)
        this.send(message, how)
      })
    } else this.send(message, how)
  }

  /** Sends what had not arrived when the sandbox ended, to whoever wants it now. */
  resume(): void {
    for (const message of this.undelivered.splice(0)) this.send(message, null)
  }

  snapshot(): OutboxSnapshot {
    const { emitted, held, endpoints, deliveries } = this
    const waiting = [...this.lines.values()].flatMap((line) => line.map(({ message }) => message))
    return { emitted, held, endpoints, deliveries, undelivered: [...this.undelivered, ...this.delayed, ...waiting] }
  }

  restore(snapshot: OutboxSnapshot): void {
    this.emitted = [...snapshot.emitted]
    this.held = [...snapshot.held]
    this.endpoints = [...snapshot.endpoints]
    this.deliveries = [...snapshot.deliveries]
    // One that was on its way to two endpoints is one message.
    this.undelivered = [...new Set(snapshot.undelivered)]
  }

  get hasUndelivered(): boolean {
    return this.undelivered.length > 0
  }

  setEndpoints(endpoints: readonly WebhookEndpoint[]): void {
    this.endpoints = [...endpoints]
  }

  addEndpoint(endpoint: WebhookEndpoint): void {
    this.endpoints = [...this.endpoints.filter(({ url }) => url !== endpoint.url), endpoint]
  }

  removeEndpoint(url: string): void {
    this.endpoints = this.endpoints.filter((endpoint) => endpoint.url !== url)
  }

  handleNext(how: NextMessages): void {
    this.next.push({ how, left: how.count ?? 1 })
  }

  /** Signs what is held without sending it, and forgets it: for a test that hands it over by itself. */
  take(handling: Handling = {}): Signed[] {
    return this.chosen(handling).map((message) => this.signed(message, handling.secrets ?? this.anySecrets(), handling))
  }

  /** Sends what is held, one after the other. */
  async flush(handling: Handling = {}): Promise<Delivery[]> {
    const sent: Delivery[] = []
    for (const message of this.chosen(handling)) {
      for (const endpoint of this.endpointsFor(message)) {
        sent.push(await this.attempt({ message, endpoint, attempt: 1 }, handling))
      }
    }
    return sent
  }

  /** Sends again what was sent before: `only` names events or ids. */
  async replay(handling: Handling = {}): Promise<Delivery[]> {
    this.held = [...this.emitted]
    return this.flush(handling)
  }

  /** Resolves when nothing is on its way. What is to be tried again later does not count. */
  async settled(): Promise<void> {
    while (this.sending.size > 0) await Promise.all(this.sending)
  }

  history(): readonly Delivery[] {
    return this.deliveries
  }

  pending(): readonly Emitted[] {
    return this.held
  }

  /** Everything that happened, the oldest first. */
  log(): readonly Emitted[] {
    return this.emitted
  }

  reset(): void {
    this.generation++
    this.emitted = []
    this.held = []
    this.endpoints = []
    this.next = []
    this.deliveries = []
    this.undelivered = []
    this.delayed.clear()
    this.lines.clear()
  }

  private send(message: Emitted, how: NextMessages | null): void {
    const endpoints = this.endpointsFor(message)
    if (endpoints.length === 0 || how?.act === "hold") {
      this.held.push(message)
      if (this.held.length > KEPT) this.held.shift()
      return
    }
    for (const endpoint of endpoints) {
      const once = () => this.enqueue({ message, endpoint, attempt: 0 }, how?.act === "corrupt_signature")
      once()
      if (how?.act === "duplicate") once()
    }
  }

  private takeNext(message: Emitted): NextMessages | null {
    const found = this.next.find(({ how, left }) => left > 0 && (!how.event || how.event === message.event))
    if (!found) return null
    found.left--
    this.next = this.next.filter(({ left }) => left > 0)
    return found.how
  }

  private endpointsFor(message: Emitted): WebhookEndpoint[] {
    return this.endpoints.filter(
      ({ account, events }) =>
        (!account || account === message.account) &&
        (!events || events.includes("*") || events.includes(message.event)),
    )
  }

  private anySecrets(): readonly string[] {
    return this.endpoints[0]?.secrets ?? []
  }

  private chosen({ order = "emitted", copies = 1, only }: Handling): Emitted[] {
    const wanted = (message: Emitted) => !only || only.includes(message.id) || only.includes(message.event)
    const chosen = this.held.filter(wanted)
    this.held = this.held.filter((message) => !wanted(message))
    const repeated = chosen.flatMap((message) => Array.from({ length: copies }, () => message))
    if (order === "reversed") return repeated.reverse()
    if (order === "shuffled") return this.options.random.shuffled(repeated)
    if (order === "emitted") return repeated
    return order.flatMap((place) => repeated[place] ?? [])
  }

  private signed(message: Emitted, secrets: readonly string[], handling: Handling): Signed {
    const seconds = this.options.clock.seconds() + (handling.secondsOff ?? 0)
    const { headers, body = message.body } = this.options.sign({
      body: message.body,
      secrets: handling.corruptSignature ? secrets.map((secret) => `${secret}0`) : secrets,
      seconds,
    })
    return { id: message.id, event: message.event, body, headers }
  }

  private enqueue(waiting: Waiting, corrupt: boolean): void {
    const line = this.lines.get(waiting.endpoint.url) ?? []
    this.lines.set(waiting.endpoint.url, line)
    line.push(waiting)
    // In one line, only the first message of it is on its way.
    if (this.options.delivery === "fifo" && line.length > 1) return
    this.track(this.work(waiting, line, corrupt))
  }

  private track(work: Promise<void>): void {
    const tracked = work.finally(() => this.sending.delete(tracked))
    this.sending.add(tracked)
  }

  private async work(waiting: Waiting, line: Waiting[], corrupt: boolean): Promise<void> {
    const { generation } = this
    waiting.attempt++
    const { status } = await this.attempt(waiting, { corruptSignature: corrupt })
    if (generation !== this.generation) return
    const pause = this.options.retryAfterSeconds[waiting.attempt - 1]
    if ((status < 200 || status > 299) && pause !== undefined) {
      this.options.clock.schedule(pause * 1000, async () => {
        if (generation === this.generation) await this.work(waiting, line, corrupt)
      })
      return
    }
    line.splice(line.indexOf(waiting), 1)
    this.options.changed?.()
    const following = line[0]
    if (this.options.delivery === "fifo" && following) this.track(this.work(following, line, false))
  }

  private async attempt({ message, endpoint, attempt }: Waiting, handling: Handling): Promise<Delivery> {
    const signed = this.signed(message, handling.secrets ?? endpoint.secrets, handling)
    let status = 0
    try {
      const answer = await fetch(endpoint.url, {
        method: "POST",
        headers: { "content-type": "application/json; charset=utf-8", ...endpoint.headers, ...signed.headers },
        body: signed.body,
        signal: AbortSignal.timeout(this.options.timeoutMs),
      })
      await answer.arrayBuffer()
      status = answer.status
    } catch {
      // Nobody answered, which is what status 0 says.
    }
    const delivery = { id: message.id, event: message.event, url: endpoint.url, attempt, status }
    this.deliveries.push(delivery)
    if (this.deliveries.length > KEPT) this.deliveries.shift()
    return delivery
  }
}
