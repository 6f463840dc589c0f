/** What the database says of a key. */
export interface KeyRow {
  /** This call has it now. */
  readonly taken: boolean
  readonly state: "running" | "done" | "unknown"
  readonly fingerprint: string
  readonly tries: number
  readonly status: number | null
  readonly headers: Readonly<Record<string, string>> | null
  readonly body: Uint8Array | null
  readonly body_bytes: string | null
  /** It could be taken at the moment it was read, and somebody else came first. */
  readonly free: boolean
  readonly running_seconds: number
  readonly lease_seconds: number
}

/** An answer that was given once. */
export interface KeptAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Null when it was more than what is kept. */
  readonly body: Uint8Array | null
  readonly bodyBytes: number
}

export type KeyVerdict =
  /** Carry the request out. `tries` above 1: an earlier try was not heard of again, and its effect is to be found. */
  | { readonly state: "begun"; readonly tries: number }
  | { readonly state: "done"; readonly answer: KeptAnswer }
  | { readonly state: "running"; readonly retryAfterSeconds: number }
  /** The key is another request's. */
  | { readonly state: "reused" }
  /** The process that carried it out was not heard of again, and nothing finds what it did. */
  | { readonly state: "unknown" }

/** What to do with a request whose content has this fingerprint. */
export function decideKey(row: KeyRow | undefined, fingerprint: string): KeyVerdict {
  if (!row) return { state: "running", retryAfterSeconds: 1 }
  if (row.taken) return row.state === "unknown" ? { state: "unknown" } : { state: "begun", tries: row.tries }
  if (row.free) return { state: "running", retryAfterSeconds: 1 }
  if (row.fingerprint !== fingerprint) return { state: "reused" }
  if (row.state === "running") return { state: "running", retryAfterSeconds: retryAfter(row) }
  return row.state === "unknown" ? { state: "unknown" } : { state: "done", answer: answerOf(row) }
}

// What has taken four seconds may well take four more, so a patient client asks a handful of times and not a hundred.
function retryAfter({ running_seconds: running, lease_seconds: lease }: KeyRow): number {
  return Math.max(1, Math.ceil(Math.min(running, lease)))
}

const answerOf = ({ status, headers, body, body_bytes: bytes }: KeyRow): KeptAnswer => ({
  status: status ?? 200,
  headers: headers ?? {},
  body,
  bodyBytes: Number(bytes ?? 0),
})
