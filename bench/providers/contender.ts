import type { SandboxProcess } from "../../sandboxes/kit"

export type Side = "ours" | "peer"

export const ACTS = ["open", "capture", "refund"] as const
export type Act = (typeof ACTS)[number]

export type Call = () => Promise<unknown>

/** A provider's plugin, and beside it the same request to the same sandbox with nothing around it. */
export interface Contender {
  readonly name: string
  readonly sandbox: SandboxProcess
  /** Calls that only have to be made: what they are about is there already. */
  readonly ready: (act: Act, side: Side, count: number) => Promise<readonly Call[]>
  /** Checks the signature of a webhook and reads it; false where it was not believed. */
  readonly verify: (side: Side) => Promise<() => Promise<boolean> | boolean>
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

export async function repeat<T>(count: number, make: (n: number) => Promise<T>): Promise<readonly T[]> {
  const made: T[] = []
  for (let n = 0; n < count; n += 1) made.push(await make(n))
  return made
}
