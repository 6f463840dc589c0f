export interface Amount {
  readonly currency: string
  readonly value: number
}

/** A payment that was tried, whatever became of it. */
export interface Payment {
  readonly pspReference: string
  readonly merchantReference: string
  readonly method: string
  readonly cardSummary: string | null
  readonly shopperReference: string | null
  readonly sessionId: string | null
  readonly metadata: Readonly<Record<string, string>>
  readonly orderReference: string | null
  readonly manualCapture: boolean
  readonly storing: boolean
  amount: Amount
  status: "waiting_for_shopper" | "pending" | "authorised" | "refused" | "cancelled" | "expired"
  captured: number
  captures: number
  refunded: number
  /** What a waiting shopper has to do next. */
  step: "fingerprint" | "challenge" | "redirect" | null
  /** What the bank says once the shopper was authenticated: a refusal's code, or null. */
  refusal: string | null
  readonly moves: Move[]
}

/** Money that moved, for the settlement report. */
export interface Move {
  readonly type: "Settled" | "Refunded" | "Chargeback" | "ChargebackReversed" | "SecondChargeback"
  readonly reference: string
  readonly merchantReference: string
  readonly value: number
}

export interface Session {
  readonly id: string
  readonly sessionData: string
  readonly request: Readonly<Record<string, unknown>>
  readonly expiresAt: number
  status: "active" | "completed" | "paymentPending" | "refused" | "canceled"
  result: string | null
  payment: Payment | null
}

export interface StoredMethod {
  readonly id: string
  readonly shopperReference: string
  readonly brand: string
  readonly lastFour: string
}

export interface Dispute {
  readonly pspReference: string
  readonly payment: Payment
  status: "Undefended" | "Responded" | "Accepted" | "Won" | "Lost"
  readonly documents: Set<string>
}

/** Everything one merchant account has at Adyen. */
export interface AdyenState {
  readonly merchantAccount: string
  readonly payments: Map<string, Payment>
  readonly sessions: Map<string, Session>
  readonly stored: Map<string, StoredMethod>
  readonly disputes: Map<string, Dispute>
  readonly reports: Map<string, string>
}

export const newState = (merchantAccount: string): AdyenState => ({
  merchantAccount,
  payments: new Map(),
  sessions: new Map(),
  stored: new Map(),
  disputes: new Map(),
  reports: new Map(),
})
