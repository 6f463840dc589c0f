import { setTimeout as pause } from "node:timers/promises"
import { type CpuUse, cpuBetween, readCpu } from "./cpu-time"

/** One thing measured on both sides. */
export interface Sides<T> {
  readonly ours: T
  readonly peer: T
}

export interface Measured<T> {
  readonly value: T
  /** Nothing where the system does not tell. */
  readonly cpu: CpuUse | undefined
}

export interface Pair<T> extends Sides<Measured<T>> {
  /** False when other processes used too much of the machine during either half. */
  readonly kept: boolean
  /** In the worse half. */
  readonly othersCores: number | undefined
}

export interface PairOptions<T> {
  readonly pairs: number
  /** Halves with more than this of others' work spoil their pair; nothing keeps them all. */
  readonly maxOthersCores: number | undefined
  /** For `readCpu`: whatever belongs to the bench. */
  readonly groups: Readonly<Record<string, number>>
  readonly half: (side: keyof Sides<T>, pair: number) => Promise<T>
  readonly onPair: (pair: Pair<T>, index: number) => void
}

/**
 * Measures both sides in turn, as often as asked: ours and the peer, then the peer and ours, and so on, so that neither
 * always meets the machine as the other left it.
 */
export async function measurePairs<T>(options: PairOptions<T>): Promise<readonly Pair<T>[]> {
  const { pairs, maxOthersCores, groups, half, onPair } = options
  const measure = async (side: keyof Sides<T>, index: number): Promise<Measured<T>> => {
    const before = readCpu(groups)
    const value = await half(side, index)
    const after = readCpu(groups)
    return { value, cpu: before && after && cpuBetween(before, after) }
  }
  const done: Pair<T>[] = []
  for (let index = 0; index < pairs; index += 1) {
    if (maxOthersCores !== undefined) await untilQuiet(groups, maxOthersCores)
    const oursFirst = index % 2 === 0
    const first = await measure(oursFirst ? "ours" : "peer", index)
    const second = await measure(oursFirst ? "peer" : "ours", index)
    const pair = judgePair(oursFirst ? { ours: first, peer: second } : { ours: second, peer: first }, maxOthersCores)
    done.push(pair)
    onPair(pair, index)
  }
  return done
}

export function judgePair<T>(sides: Sides<Measured<T>>, maxOthersCores: number | undefined): Pair<T> {
  const { ours, peer } = sides
  const othersCores = ours.cpu && peer.cpu && Math.max(ours.cpu.othersCores, peer.cpu.othersCores)
  const kept = maxOthersCores === undefined || othersCores === undefined || othersCores <= maxOthersCores
  return { ours, peer, othersCores, kept }
}

const LOOK_MS = 500
const LONGEST_WAIT_MS = 20_000

/** Gives a burst of others' work time to pass; when it does not pass, the pair is measured and judged all the same. */
async function untilQuiet(groups: Readonly<Record<string, number>>, maxOthersCores: number): Promise<void> {
  const deadline = Date.now() + LONGEST_WAIT_MS
  while (Date.now() < deadline) {
    const before = readCpu(groups)
    await pause(LOOK_MS)
    const after = readCpu(groups)
    if (!before || !after || cpuBetween(before, after).othersCores <= maxOthersCores) return
  }
}
