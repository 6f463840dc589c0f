import { randomUUID } from "node:crypto"
import type { SandboxProcess } from "../../sandboxes/kit"

export type Side = "ours" | "peer"

export const ACTS = ["open", "capture", "refund"] as const
export type Act = (typeof ACTS)[number]

export type Call = () => Promise<unknown>

/** A provider's plugin, and beside it the same acts at the same sandbox with nothing around the request. */
export interface Contender {
  readonly name: string
  readonly sandbox: SandboxProcess
  /** Calls that only have to be made: what they are about is there already. */
  readonly ready: (act: Act, side: Side, count: number) => Promise<readonly Call[]>
  /** Checks the signature of a webhook and reads it; false where it was not believed. */
  readonly verify: (side: Side) => Promise<() => Promise<boolean> | boolean>
}

type Data = Record<string, unknown>

interface MoveInput {
  readonly data: Data
  readonly amount: string
  readonly currency_code: string
  readonly context: { readonly idempotency_key: string }
}

/** What a provider's two sides are made of. */
interface ContenderParts extends Pick<Contender, "name" | "sandbox" | "verify"> {
  readonly plugin: {
    capturePayment(input: MoveInput): Promise<unknown>
    refundPayment(input: MoveInput): Promise<unknown>
  }
  readonly open: Readonly<Record<Side, Call>>
  /** A payment of which everything can be captured: the provider's id of it, and what the plugin keeps. */
  readonly authorized: () => Promise<{ readonly id: string; readonly data: Data }>
  readonly bare: Readonly<Record<"capture" | "refund", (id: string) => Promise<unknown>>>
}

/** Both sides move money of payments that the plugin made, so that they are asked about the same. */
export function contenderOf({ plugin, open, authorized, bare, ...rest }: ContenderParts): Contender {
  const moving = (data: Data): MoveInput => ({
    ...{ data, amount: MOVED.decimal, currency_code: "eur", context: { idempotency_key: `bench_${randomUUID()}` } },
  })
  return {
    ...rest,
    ready: async (act, side, count) => {
      if (act === "open") return Array.from({ length: count }, () => open[side])
      const calls: Call[] = []
      for (let n = 0; n < count; n += 1) {
        const { id, data } = await authorized()
        if (act === "refund") await plugin.capturePayment(moving(data))
        const ours =
          act === "capture" ? () => plugin.capturePayment(moving(data)) : () => plugin.refundPayment(moving(data))
        calls.push(side === "ours" ? ours : () => bare[act](id))
      }
      return calls
    },
  }
}

/** 19.99 is opened, and of what is moved 5.00. */
export const OPENED = { decimal: "19.99", minor: 1999 }
export const MOVED = { decimal: "5.00", minor: 500 }

export const SILENT = {
  debug: () => undefined,
  info: () => undefined,
  warn: (message: string) => {
    throw new Error(message)
  },
}

/** @throws when the answer is no success: then there is nothing to be measured */
export async function answered(response: Response): Promise<Record<string, unknown>> {
  const text = await response.text()
  if (!response.ok) throw new Error(`${response.status} ${text}`)
  return JSON.parse(text) as Record<string, unknown>
}
