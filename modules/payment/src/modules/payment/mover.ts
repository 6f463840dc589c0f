import { randomBytes } from "node:crypto"
import {
  done,
  idFactory,
  providerFailureOf,
  refuse,
  type MedusaAmount,
  type MoneyCallAnswer,
  type MoneyCallInput,
  type Outcome,
  type Refusal,
} from "@holdfast/kernel"
import type { StatementPool } from "@holdfast/host-kit"
import type { PaymentProviderInput } from "@medusajs/framework/types"
import { idLike } from "./authorizer"
import { stateAfterFailure } from "./domain/after-failure"
import type { OperationState, SettledBy } from "./domain/payment-operation"
import { decimalText, exponentFor, minorText } from "./minor-units"
import type { ProviderBreakers } from "./provider-breakers"
import { installedProvider, type ProviderDesk } from "./provider-desk"
import { declined, operationInFlight, outcomeUnknown, providerFailed } from "./refusals"
import { beginMovement, type BegunMovement } from "./store/begin-movement"
import { lockPayment, type LockedPayment } from "./store/lock-payment"
import { markMovement } from "./store/mark-movement"
import { settleMovement } from "./store/settle-movement"

export type MovementAct = "capture" | "refund" | "cancel"

export interface MovementAsked {
  readonly act: MovementAct
  readonly paymentId: string
  /** All of the payment unless said otherwise, as the host understands it. */
  readonly amount?: MedusaAmount | null
  /** The caller's own, kept for its retries: one that was done is then never done again. */
  readonly key?: string | undefined
  readonly by?: string | null
  readonly note?: string | null
  readonly reasonId?: string | null
  readonly metadata?: Readonly<Record<string, unknown>> | null
}

export interface Movement {
  readonly operationId: string
  /** The host's capture or refund; none for a void. */
  readonly rowId: string | null
  readonly state: "confirmed" | "requested"
}

export type MovementRefused = Refusal<
  | "payment_unknown"
  | "payment_amount_invalid"
  | "payment_amount_exceeds"
  | "payment_canceled"
  | "payment_captured"
  | "payment_declined"
  | "payment_provider_failed"
  | "payment_outcome_unknown"
  | "payment_operation_in_flight"
>

const newOperationId = idFactory("payop", { now: Date.now, randomBytes })

const WORDS: Readonly<Record<MovementAct, string>> = {
  capture: "the capture",
  refund: "the refund",
  cancel: "the void",
}

/** Captures, refunds and voids: written down, sent once with one key, and settled by what the provider says. */
export class Mover {
  constructor(
    private readonly pool: StatementPool,
    private readonly providers: ProviderDesk,
    private readonly breakers: ProviderBreakers,
    private readonly callSeconds: number,
    private readonly lookUp: (operationId: string) => Promise<OperationState | null>,
  ) {}

  async move(asked: MovementAsked): Promise<Outcome<Movement, MovementRefused>> {
    for (const round of [1, 2]) {
      const begun = await this.begin(asked)
      if (!begun.ok) return begun
      const { payment, movement, amountMinor } = begun.value
      switch (movement.verdict) {
        case "send":
          return this.send(asked.act, payment, movement, amountMinor)
        case "repeat":
          return done({
            operationId: movement.other_id ?? "",
            rowId: movement.row_id,
            state: movement.other_state === "requested" ? "requested" : "confirmed",
          })
        case "open":
        case "blocked": {
          // Whoever sends it at this moment hears the answer, and what is asked here may be meant to come on top of it.
          if (movement.in_flight) return operationInFlight(WORDS[asked.act])
          const settled = round === 1 ? await this.afterLookUp(asked, movement) : null
          if (settled) return settled
          break
        }
        default:
          return refusedBy(movement, asked.act, payment)
      }
    }
    return outcomeUnknown(WORDS[asked.act])
  }

  /** The money moved: once, whoever says so first. */
  settle(
    payment: { readonly id: string; readonly currency_code: string },
    operationId: string,
    moved: {
      readonly reference: string | null
      readonly amount?: string | undefined
      readonly data: LockedPayment["data"]
      readonly by: SettledBy
    },
  ): Promise<boolean> {
    return this.pool.transaction(async (tx) => {
      await lockPayment(tx, payment.id)
      return settleMovement(tx, {
        operationId,
        reference: moved.reference,
        confirmedMinor: moved.amount === undefined ? null : minorText(moved.amount, payment.currency_code),
        data: moved.data,
        exponent: exponentFor(payment.currency_code),
        by: moved.by,
      })
    })
  }

  private async begin(asked: MovementAsked) {
    return this.pool.transaction(
      async (
        tx,
      ): Promise<
        Outcome<{ payment: LockedPayment; movement: BegunMovement; amountMinor: string }, MovementRefused>
      > => {
        const payment = await lockPayment(tx, asked.paymentId)
        if (!payment) return paymentUnknown(asked.paymentId)
        const amountMinor = minorText(asked.amount ?? payment.amount, payment.currency_code)
        if (BigInt(amountMinor) <= 0n) return amountInvalid(asked.act)
        const what = asked.act === "cancel" ? "" : `:${amountMinor}`
        const intent = `${asked.act}:${payment.id}${asked.key === undefined ? what : `:key:${asked.key}`}`
        const operationId = newOperationId()
        const movement = await beginMovement(tx, {
          paymentId: payment.id,
          act: asked.act,
          intent,
          operationId,
          amountMinor,
          amount: decimalText(amountMinor, payment.currency_code),
          exponent: exponentFor(payment.currency_code),
          callSeconds: this.callSeconds,
          keyed: asked.key !== undefined,
          rowId: idLike(asked.act === "refund" ? "ref" : "capt", operationId),
          by: asked.by ?? null,
          note: asked.note ?? null,
          reasonId: asked.reasonId ?? null,
          metadata: asked.metadata ?? null,
          orderId: null,
        })
        return movement ? done({ payment, movement, amountMinor }) : paymentUnknown(asked.paymentId)
      },
    )
  }

  /** Asks the provider about the one that is in the way; the answer to this one, if it was the same and is done. */
  private async afterLookUp(
    { paymentId }: MovementAsked,
    { other_id: id, other_state: state, row_id: rowId, verdict }: BegunMovement,
  ): Promise<Outcome<Movement, MovementRefused> | null> {
    if (id === null) return null
    if (verdict === "blocked" && state === "prepared") {
      const message = "Something else was asked for before it could be sent again."
      await this.mark(paymentId, {
        operationId: id,
        state: "failed",
        code: "operation_superseded",
        message,
        by: "answer",
      })
      return null
    }
    const found = await this.lookUp(id)
    if (verdict !== "open" || (found !== "confirmed" && found !== "requested")) return null
    return done({ operationId: id, rowId, state: found })
  }

  private async send(
    act: MovementAct,
    payment: LockedPayment,
    movement: BegunMovement,
    amountMinor: string,
  ): Promise<Outcome<Movement, MovementRefused>> {
    const operationId = movement.operation_id ?? ""
    const provider = installedProvider(this.providers, payment.provider_id)
    if (!provider) {
      const message = `${payment.provider_id} is not installed.`
      await this.mark(payment.id, { operationId, state: "failed", code: "provider_unknown", message, by: "answer" })
      return providerFailed(`The payment provider ${message}`)
    }
    const amount = decimalText(amountMinor, payment.currency_code)
    const input = {
      data: { ...payment.data },
      context: { ...payment.context, idempotency_key: movement.idempotency_key ?? "" },
      amount,
      currency_code: payment.currency_code,
      final: movement.final,
    } satisfies MoneyCallInput & PaymentProviderInput
    let answer: MoneyCallAnswer & { readonly data?: Record<string, unknown> }
    try {
      answer = await this.breakers.call(payment.provider_id, "move", () => {
        if (act === "capture") return provider.capturePayment(input)
        return act === "refund" ? provider.refundPayment(input) : provider.cancelPayment(input)
      })
    } catch (error) {
      return this.refused(act, payment, operationId, movement.attempts === 1, error, !!provider.findMoneyCall)
    }
    return this.answered(act, payment, operationId, movement.row_id, answer)
  }

  private async answered(
    act: MovementAct,
    payment: LockedPayment,
    operationId: string,
    rowId: string | null,
    answer: MoneyCallAnswer & { readonly data?: Record<string, unknown> },
  ): Promise<Outcome<Movement, MovementRefused>> {
    const { outcome } = answer
    const data = answer.data ?? null
    const told = { operationId, code: null, message: null, data, by: "answer" } as const
    switch (outcome?.state) {
      case "requested":
        await this.mark(payment.id, { ...told, state: "requested", reference: outcome.reference })
        return done({ operationId, rowId, state: "requested" })
      case "failed":
        await this.mark(payment.id, { ...told, state: "failed", code: outcome.code, message: outcome.message })
        return declined(outcome.message)
      case "unknown":
      case "absent":
        await this.mark(payment.id, { ...told, state: "unknown" })
        return outcomeUnknown(WORDS[act])
      case "confirmed":
      case undefined:
        await this.settle(payment, operationId, {
          reference: outcome?.reference ?? null,
          amount: act === "cancel" ? undefined : outcome?.amount,
          data,
          by: "answer",
        })
        return done({ operationId, rowId: act === "cancel" ? null : rowId, state: "confirmed" })
    }
  }

  private async refused(
    act: MovementAct,
    payment: LockedPayment,
    operationId: string,
    known: boolean,
    error: unknown,
    canAsk: boolean,
  ): Promise<Outcome<Movement, MovementRefused>> {
    const failure = providerFailureOf(error)
    const state = stateAfterFailure(failure?.kind ?? null, known, canAsk)
    const message = error instanceof Error ? error.message : String(error)
    await this.mark(payment.id, { operationId, state, code: failure?.code ?? "provider_error", message, by: "answer" })
    if (state === "unknown") return outcomeUnknown(WORDS[act])
    return failure?.kind === "declined" ? declined(message) : providerFailed(message)
  }

  /** It did not move, or nobody knows. */
  mark(paymentId: string, marked: Parameters<typeof markMovement>[1]): Promise<boolean> {
    return this.pool.transaction(async (tx) => {
      await lockPayment(tx, paymentId)
      return markMovement(tx, marked)
    })
  }
}

const paymentUnknown = (id: string): Refusal<"payment_unknown"> =>
  refuse("payment_unknown", `There is no payment ${id}.`, "Send the id of a payment of this shop.")

const amountInvalid = (act: MovementAct): Refusal<"payment_amount_invalid"> =>
  refuse("payment_amount_invalid", `The amount of ${WORDS[act]} is not above 0.`, "Send an amount above 0.")

function refusedBy(
  { verdict, left_minor: left }: BegunMovement,
  act: MovementAct,
  payment: LockedPayment,
): MovementRefused {
  if (verdict === "canceled") {
    return refuse("payment_canceled", `The payment ${payment.id} was voided.`, "Take another payment for the order.")
  }
  if (verdict === "taken") {
    return refuse("payment_captured", `Money of the payment ${payment.id} was captured.`, "Refund it instead.")
  }
  const sum = `${decimalText(left, payment.currency_code)} ${payment.currency_code.toUpperCase()}`
  return act === "capture"
    ? refuse(
        "payment_amount_exceeds",
        `You cannot capture more than the authorized amount less what is already captured: ${sum} is left.`,
        "Send an amount up to that.",
      )
    : refuse(
        "payment_amount_exceeds",
        `You cannot refund more than what is captured on the payment: ${sum} is left.`,
        "Send an amount up to that.",
      )
}
