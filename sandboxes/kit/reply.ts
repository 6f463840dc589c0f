/** An answer of a sandbox, before it is written. `text` is sent as it is, `json` as JSON. */
export interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly text?: string
}

export const reply = (status: number, json: unknown, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  json,
  headers,
})
