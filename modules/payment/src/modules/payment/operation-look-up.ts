import type { MoneyOutcome, SqlTx } from "@holdfast/kernel"
import { idLike, referenceIn } from "./authorizer"
import type { OperationState, PaymentOperation } from "./domain/payment-operation"
import { decimalText, minorText } from "./minor-units"
import type { Mover } from "./mover"
import { installedProvider, type InstalledProvider, type ProviderDesk } from "./provider-desk"
import { findOperations } from "./store/find-operations"
import { markAuthorization } from "./store/mark-authorization"
import { operationSubject } from "./store/operation-subject"
import { settleAuthorization } from "./store/settle-authorization"
import { touchOperation } from "./store/touch-operation"

/** A call that the provider has not seen an hour after it was sent is not on its way any more. */
const NEVER_ARRIVED_AFTER_MS = 60 * 60 * 1000

/** Finds out what became of what was sent and not answered. Sends nothing, so it may be asked at any time. */
export class OperationLookUp {
  constructor(
    private readonly sql: SqlTx,
    private readonly providers: ProviderDesk,
    private readonly mover: () => Mover,
  ) {}

  /** What the operation is now; null when there is none of this id. */
  async lookUp(operationId: string): Promise<OperationState | null> {
    const [operation] = await findOperations(this.sql, { ids: [operationId] })
    if (!operation || operation.state === "confirmed" || operation.state === "failed") return operation?.state ?? null
    const data = await operationSubject(this.sql, operationId)
    const provider = installedProvider(this.providers, operation.provider_id)
    await this.apply(operation, await asked(provider, operation, data), provider, data)
    const [now] = await findOperations(this.sql, { ids: [operationId] })
    return now?.state ?? null
  }

  private async apply(
    operation: PaymentOperation,
    outcome: MoneyOutcome,
    provider: InstalledProvider | null,
    data: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const { id } = operation
    switch (outcome.state) {
      case "confirmed":
        return operation.act === "authorize"
          ? this.authorized(operation, outcome, provider, data)
          : this.moved(operation, outcome, data)
      case "requested":
        return this.mark(operation, "requested", null, null, outcome.reference)
      case "failed":
        return this.mark(operation, "failed", outcome.code, outcome.message)
      case "absent":
        // Whoever sends it at this moment has not been heard yet.
        if (operation.in_flight) return
        if (operation.sent_at && Date.now() - operation.sent_at.getTime() > NEVER_ARRIVED_AFTER_MS) {
          return this.mark(operation, "failed", "operation_never_arrived", "The provider never saw the call.")
        }
        await this.mark(operation, "prepared", "operation_not_arrived", "The provider has not seen the call.")
        return touchOperation(this.sql, id)
      case "unknown":
        return touchOperation(this.sql, id)
    }
  }

  private async authorized(
    operation: PaymentOperation,
    found: Extract<MoneyOutcome, { state: "confirmed" }>,
    provider: InstalledProvider | null,
    data: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const now = await provider?.getPaymentStatus({ data: { ...data } }).catch(() => null)
    if (!now) return touchOperation(this.sql, operation.id)
    const status = now.status as string
    const known = now.data ?? data
    if (status === "authorized" || status === "captured") {
      await settleAuthorization(this.sql, {
        operationId: operation.id,
        paymentId: idLike("pay", operation.id),
        captureId: idLike("capt", operation.id),
        reference: found.reference || referenceIn(known),
        confirmedMinor: found.amount === undefined ? null : minorText(found.amount, operation.currency_code),
        data: known,
        captured: status === "captured",
        by: "look_up",
      })
      return
    }
    const waits = status === "pending_authorization"
    await markAuthorization(this.sql, {
      operationId: operation.id,
      state: waits ? "requested" : "failed",
      code: waits ? null : status === "requires_more" ? "payment_requires_action" : "payment_declined",
      message: waits ? null : `The provider says ${status}.`,
      status,
      data: known,
    })
  }

  private async moved(
    operation: PaymentOperation,
    found: Extract<MoneyOutcome, { state: "confirmed" }>,
    data: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    if (operation.payment_id === null) {
      await markAuthorization(this.sql, {
        operationId: operation.id,
        state: "failed",
        code: "payment_voided",
        message: null,
      })
      return
    }
    await this.mover().settle({ id: operation.payment_id, currency_code: operation.currency_code }, operation.id, {
      reference: found.reference,
      amount: operation.act === "cancel" ? undefined : found.amount,
      data,
      by: "look_up",
    })
  }

  private async mark(
    operation: PaymentOperation,
    state: "prepared" | "requested" | "failed",
    code: string | null,
    message: string | null,
    reference: string | null = null,
  ): Promise<void> {
    const marked = { operationId: operation.id, state, code, message, reference }
    if (operation.payment_id === null) await markAuthorization(this.sql, marked)
    else await this.mover().mark(operation.payment_id, { ...marked, by: "look_up" })
  }
}

async function asked(
  provider: InstalledProvider | null,
  operation: PaymentOperation,
  data: Readonly<Record<string, unknown>>,
): Promise<MoneyOutcome> {
  if (!provider?.findMoneyCall) return { state: "unknown" }
  return provider
    .findMoneyCall({
      act: operation.act,
      idempotencyKey: operation.idempotency_key,
      amount: decimalText(operation.amount_minor, operation.currency_code),
      currencyCode: operation.currency_code,
      data,
      sentAt: (operation.sent_at ?? operation.created_at).toISOString(),
    })
    .catch((): MoneyOutcome => ({ state: "unknown" }))
}
