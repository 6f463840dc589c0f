import { RequestRefused } from "../harness/json-client"
import { runTimedPieces } from "../harness/timed-pieces"
import { measurePairs, type Sides } from "../harness/measure-pairs"
import { describeNoise, keptPairs, type Noise } from "../harness/noise"
import { type Compared, summarizeRatios } from "../harness/pair-ratios"
import { type Latency, percentile, summarizeLatency } from "../harness/percentile"
import type { Buyers, Side } from "./buyers"

/** Whoever fills carts in both shops and clicks last. */
export interface LastClicks<Cart> {
  readonly ready: (side: Side, count: number) => Promise<readonly Cart[]>
  readonly complete: (side: Side, cart: Cart) => Promise<{ readonly orderId: string; readonly ms: number }>
  /** Another order is there than before. */
  readonly countOne: (side: Side) => void
}

export interface CompletionOptions {
  readonly pairs: number
  readonly maxOthersCores: number | undefined
  /** Carts in one measurement, two for each caller at least. */
  readonly checkouts: number
}

/** Completions of ready carts, so many side by side. */
export interface CompletionLevel {
  readonly callers: number
  readonly noise: Noise
  /** A click that was refused counts as one that was never answered. */
  readonly latency: Compared<Latency>
  /** Orders. */
  readonly perSecond: Compared<number>
  /** Clicks that the peer answered with an error, in the pairs that count. Ours may have none: that ends the run. */
  readonly refusedByPeer: number
}

export async function measureCompletions<Cart>(
  callers: number,
  options: CompletionOptions,
  buyers: LastClicks<Cart>,
  {
    peerName,
    groups,
    say,
  }: { peerName: string; groups: Readonly<Record<string, number>>; say: (line: string) => void },
): Promise<CompletionLevel> {
  const count = Math.max(callers * 2, options.checkouts)
  const pairs = await measurePairs({
    ...options,
    groups,
    half: async (side) => {
      const carts = await buyers.ready(side, count)
      const run = await runTimedPieces(callers, carts, async (cart) => {
        try {
          const { ms } = await buyers.complete(side, cart)
          buyers.countOne(side)
          return ms
        } catch (error) {
          if (side === "peer" && error instanceof RequestRefused) return Infinity
          throw error
        }
      })
      const refused = run.ms.filter((ms) => ms === Infinity).length
      return { ms: run.ms, perSecond: (run.perSecond * (run.ms.length - refused)) / run.ms.length, refused }
    },
    onPair: ({ ours, peer, kept }, index) => {
      const [own, other] = [percentile(ours.value.ms, 50), percentile(peer.value.ms, 50)]
      say(
        `  pair ${index + 1} of ${options.pairs}: ours ${own.toFixed(1)} ms, ${peerName} ${other.toFixed(1)} ms (${(other / own).toFixed(2)} times)${kept ? "" : ", dropped"}`,
      )
    },
  })
  const kept = keptPairs(pairs, `of ${callers} completions at a time`)
  const all = (side: Side) => kept.flatMap((pair) => [...pair[side].value.ms])
  const rates = (side: Side) => kept.map((pair) => pair[side].value.perSecond)
  return {
    callers,
    noise: describeNoise(pairs),
    latency: {
      ours: summarizeLatency(all("ours")),
      peer: summarizeLatency(all("peer")),
      ratio: summarizeRatios(
        kept.map(({ ours, peer }) => percentile(ours.value.ms, 50) / percentile(peer.value.ms, 50)),
      ),
    },
    perSecond: {
      ours: percentile(rates("ours"), 50),
      peer: percentile(rates("peer"), 50),
      ratio: summarizeRatios(kept.map(({ ours, peer }) => ours.value.perSecond / peer.value.perSecond)),
    },
    refusedByPeer: kept.reduce((sum, { peer }) => sum + peer.value.refused, 0),
  }
}

/** One cart completed by many at once, and asked for again by many more. */
export interface Replays {
  readonly callers: number
  /** Distinct orders among the answers; refused calls are not answers. */
  readonly orders: number
  readonly refused: number
  readonly firstP50Ms: number
  readonly replayP50Ms: number
}

const TOGETHER = 32
const AGAIN = 300

export async function measureReplays(buyers: Buyers): Promise<Sides<Replays>> {
  const of = async (side: Side): Promise<Replays> => {
    const alone: number[] = []
    for (const cart of await buyers.ready(side, 10)) {
      alone.push((await buyers.complete(side, cart)).ms)
      buyers.countOne(side)
    }
    const [cart] = await buyers.ready(side, 1)
    if (!cart) throw new Error("There is no cart to complete.")
    const answers = await Promise.allSettled(Array.from({ length: TOGETHER }, () => buyers.complete(side, cart)))
    const answered = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []))
    if (answered.length > 0) buyers.countOne(side)
    const again: number[] = []
    for (let n = 0; n < AGAIN; n += 1) again.push((await buyers.complete(side, cart)).ms)
    return {
      callers: TOGETHER,
      orders: new Set(answered.map(({ orderId }) => orderId)).size,
      refused: TOGETHER - answered.length,
      firstP50Ms: percentile(alone, 50),
      replayP50Ms: percentile(again, 50),
    }
  }
  return { ours: await of("ours"), peer: await of("peer") }
}
