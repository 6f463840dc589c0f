import { randomBytes } from "node:crypto"
import {
  done,
  idFactory,
  providerFailureOf,
  refuse,
  type MedusaAmount,
  type MoneyCallAnswer,
  type Outcome,
  type ToldFailure,
  type SqlTx,
} from "@holdfast/kernel"
import { stateAfterFailure } from "./domain/after-failure"
import { decimalText, exponentFor, minorText } from "./minor-units"
import type { ProviderBreakers } from "./provider-breakers"
import { installedProvider, type ProviderDesk } from "./provider-desk"
import {
  alreadyAuthorized,
  declined,
  outcomeUnknown,
  providerFailed,
  requiresAction,
  sessionGone,
  type AuthorizationRefused,
} from "./refusals"
import { beginAuthorization, type BegunAuthorization } from "./store/begin-authorization"
import { markAuthorization } from "./store/mark-authorization"
import { settleAuthorization } from "./store/settle-authorization"

export interface AuthorizationAsked {
  readonly sessionId: string
  /** What the cart comes to, as Medusa writes amounts. The session and its collection have to say the same. */
  readonly amount: MedusaAmount
  readonly currencyCode: string
  readonly cartId?: string | null
}

export interface Authorization {
  /** None yet while it is pending: the provider says later, by webhook. */
  readonly paymentId: string | null
  readonly status: "authorized" | "captured" | "pending"
  readonly data: Readonly<Record<string, unknown>>
}

export type AuthorizationAnswer = Outcome<Authorization, AuthorizationRefused>

const newOperationId = idFactory("payop", { now: Date.now, randomBytes })

/** An operation's own id under another prefix, so that whoever settles it twice makes the same row. */
export const idLike = (prefix: string, operationId: string): string => `${prefix}_${operationId.slice("payop_".length)}`

/** Asks the provider what became of an operation, and settles it; see `OperationLookUp`. */
type LookUp = (operationId: string) => Promise<unknown>

/** Authorizes sessions, each once: the intent is written down, the provider asked, the answer written down. */
export class Authorizer {
  constructor(
    private readonly sql: SqlTx,
    private readonly providers: ProviderDesk,
    private readonly breakers: ProviderBreakers,
    private readonly callSeconds: number,
    private readonly lookUp: LookUp,
    private readonly giveBack: (sessionId: string, reason: string) => Promise<unknown>,
  ) {}

  /** @param context what the host gives to its provider beside the session's data */
  async authorize(
    asked: Omit<AuthorizationAsked, "amount"> & { readonly amount: MedusaAmount | null },
    context: Readonly<Record<string, unknown>> = {},
  ): Promise<AuthorizationAnswer> {
    for (const round of [1, 2]) {
      const begun = await this.begin(asked)
      if (!begun) return sessionGone(asked.sessionId)
      const known = firstAnswer(begun, asked)
      if (known) return known
      if (begun.operation_id && begun.idempotency_key) {
        const operation = { id: begun.operation_id, key: begun.idempotency_key, known: begun.attempts === 1 }
        return this.send(begun, operation, asked, context)
      }
      if (round === 2 && begun.last_state === "requested")
        return done({ paymentId: null, status: "pending", data: begun.data })
      if (round === 2 && begun.rival_id) return outcomeUnknown("another payment of this cart")
      // It was sent before, by whom we may not hear any more, or the shopper tried another provider before: nothing is
      // sent before that provider was asked about it.
      const open = begun.rival_id ?? begun.last_id
      if (round === 1 && open) await this.lookUp(open)
    }
    return outcomeUnknown("the authorization")
  }

  private begin(asked: Omit<AuthorizationAsked, "amount"> & { readonly amount: MedusaAmount | null }) {
    return beginAuthorization(this.sql, {
      sessionId: asked.sessionId,
      operationId: newOperationId(),
      amountMinor: asked.amount === null ? null : minorText(asked.amount, asked.currencyCode),
      exponent: exponentFor(asked.currencyCode),
      currencyCode: asked.currencyCode.toLowerCase(),
      cartId: asked.cartId ?? null,
      callSeconds: this.callSeconds,
    })
  }

  private async send(
    begun: BegunAuthorization,
    operation: { readonly id: string; readonly key: string; readonly known: boolean },
    asked: Pick<AuthorizationAsked, "sessionId" | "currencyCode">,
    context: Readonly<Record<string, unknown>>,
  ): Promise<AuthorizationAnswer> {
    const provider = installedProvider(this.providers, begun.provider_id)
    if (!provider) {
      await this.mark(operation.id, "failed", "provider_unknown", `${begun.provider_id} is not installed.`)
      return providerFailed("The payment provider is not installed.")
    }
    let answer
    try {
      const input = {
        data: { ...begun.data },
        context: { ...begun.context, ...context, idempotency_key: operation.key },
      }
      answer = (await this.breakers.call(begun.provider_id, "pay", () => provider.authorizePayment(input))) as Awaited<
        ReturnType<typeof provider.authorizePayment>
      > &
        MoneyCallAnswer
    } catch (error) {
      return this.refused(operation, error, typeof provider.findMoneyCall === "function")
    }
    const data = answer.data ?? begun.data
    switch (answer.status as string) {
      case "authorized":
      case "captured":
        return this.settle(begun, operation.id, { ...answer, data }, asked)
      case "pending_authorization":
        await this.mark(operation.id, "requested", null, null, { status: answer.status, data })
        return done({ paymentId: null, status: "pending", data })
      case "requires_more":
        await this.mark(operation.id, "failed", "payment_requires_action", null, { status: answer.status, data })
        return requiresAction()
      default:
        await this.mark(operation.id, "failed", "payment_declined", `The provider says ${answer.status}.`, {
          status: answer.status,
          data,
        })
        return declined("The payment was not authorized.")
    }
  }

  private async settle(
    begun: BegunAuthorization,
    operationId: string,
    answer: { readonly status: string; readonly data: Readonly<Record<string, unknown>> } & MoneyCallAnswer,
    { sessionId, currencyCode }: Pick<AuthorizationAsked, "sessionId" | "currencyCode">,
  ): Promise<AuthorizationAnswer> {
    const moved = answer.outcome?.state === "confirmed" ? answer.outcome : null
    const confirmedMinor = moved?.amount === undefined ? null : minorText(moved.amount, currencyCode)
    const paymentId = idLike("pay", operationId)
    await settleAuthorization(this.sql, {
      operationId,
      paymentId,
      captureId: idLike("capt", operationId),
      reference: moved?.reference ?? referenceIn(answer.data),
      confirmedMinor,
      data: answer.data,
      captured: answer.status === "captured",
      by: "answer",
    })
    if (confirmedMinor !== null && confirmedMinor !== begun.session_minor) {
      const wanted = decimalText(begun.session_minor, currencyCode)
      const differs = amountDiffers(decimalText(confirmedMinor, currencyCode), wanted, currencyCode)
      // The order would be paid by halves, so what the provider took is let go again.
      await this.giveBack(sessionId, differs.message)
      return differs
    }
    const status = answer.status === "captured" ? "captured" : "authorized"
    return done({ paymentId, status, data: answer.data })
  }

  private async refused(
    operation: { readonly id: string; readonly known: boolean },
    error: unknown,
    canAsk: boolean,
  ): Promise<AuthorizationAnswer> {
    const failure = providerFailureOf(error)
    const state = stateAfterFailure(failure?.kind ?? null, operation.known, canAsk)
    const message = error instanceof Error ? error.message : String(error)
    await this.mark(operation.id, state, codeOf(failure), message, {
      ...(failure?.kind === "requires_action" && { status: "requires_more" }),
    })
    if (state === "unknown") return outcomeUnknown("the authorization")
    if (failure?.kind === "requires_action") return requiresAction()
    if (failure?.kind === "declined") return declined(failure.shopperMessage)
    return providerFailed(failure?.shopperMessage ?? "The payment could not be made.")
  }

  private mark(
    operationId: string,
    state: "prepared" | "requested" | "failed" | "unknown",
    code: string | null,
    message: string | null,
    session: { readonly status?: string; readonly data?: Readonly<Record<string, unknown>> } = {},
  ): Promise<void> {
    const reference = session.data ? referenceIn(session.data) : null
    return markAuthorization(this.sql, { operationId, state, code, message, reference, ...session })
  }
}

/** What is known already, without asking anybody. */
function firstAnswer(
  begun: BegunAuthorization,
  asked: { readonly sessionId: string; readonly amount: MedusaAmount | null; readonly currencyCode: string },
): AuthorizationAnswer | null {
  if (begun.canceled) return sessionGone(asked.sessionId)
  if (asked.amount !== null) {
    const wanted = minorText(asked.amount, asked.currencyCode)
    const { currency_code: currency, session_minor: session, collection_minor: collection } = begun
    if (currency.toLowerCase() !== asked.currencyCode.toLowerCase() || session !== wanted || collection !== wanted) {
      const has = session === wanted ? collection : session
      return amountDiffers(decimalText(has, currency), decimalText(wanted, asked.currencyCode), asked.currencyCode)
    }
  }
  if (begun.payment_id === null) return begun.covered ? alreadyAuthorized("Another payment of this cart") : null
  return done({
    paymentId: begun.payment_id,
    status: begun.captured ? "captured" : "authorized",
    data: begun.payment_data ?? begun.data,
  })
}

const amountDiffers = (has: string, wanted: string, currencyCode: string): AuthorizationRefused =>
  refuse(
    "payment_amount_differs",
    `The payment is of ${has} and the cart comes to ${wanted} ${currencyCode.toUpperCase()}.`,
    "Show the new total, and make a new payment session for it.",
  )

/** By what the provider knows the payment: most keep it as the id of their data. */
export const referenceIn = (data: Readonly<Record<string, unknown>>): string | null =>
  typeof data["id"] === "string" ? data["id"] : null

const codeOf = (failure: ToldFailure | null): string => failure?.code ?? "provider_error"
