/** What a page may ask of a session that it has: to pay, to go on after an action, to hand over a session's result. */
export type SessionCommand =
  | { readonly kind: "submit"; readonly stateData: unknown }
  | { readonly kind: "details"; readonly body: Readonly<Record<string, unknown>> }
  | { readonly kind: "session_result"; readonly sessionResult: string }

const DETAILS = new Set([
  "redirectResult",
  "threeDSResult",
  "threeds2.fingerprint",
  "threeds2.challengeResult",
  "payload",
  "MD",
  "PaRes",
])

/** Reads a command, or null where there is none that makes sense. */
export function readSessionCommand(value: unknown): SessionCommand | null {
  if (typeof value !== "object" || value === null) return null
  const { state_data, details, payment_data, session_result } = value as Record<string, unknown>
  if (state_data !== undefined) return { kind: "submit", stateData: state_data }
  if (typeof session_result === "string") return { kind: "session_result", sessionResult: session_result }
  if (typeof details !== "object" || details === null) return null
  const taken = Object.fromEntries(
    Object.entries(details).filter(([name, text]) => DETAILS.has(name) && typeof text === "string"),
  )
  return {
    kind: "details",
    body: { details: taken, ...(typeof payment_data === "string" ? { paymentData: payment_data } : {}) },
  }
}
