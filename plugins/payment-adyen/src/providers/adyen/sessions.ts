import { ProviderFailure, providerFailureOf, type MoneyCallAnswer, type MoneyOutcome } from "@holdfast/kernel"
import type { AuthorizePaymentOutput, UpdatePaymentOutput } from "@medusajs/framework/types"
import type { PluginLogger } from "./client"
import { standingOf } from "./domain/result-code"
import { withAdyenData, type AdyenData } from "./domain/session-data"
import { readStateData, type StateData } from "./domain/shopper-input"
import { failureOfRefusal } from "./failure-of-refusal"
import type { AdyenOptions } from "./options"
import { amountOf } from "./payment-input"
import type { AdyenPayments, Standing } from "./payments"
import type { SessionCommand } from "./session-command"
import type { WebhookMemory } from "./webhook-memory"

type Data = Record<string, unknown>

/** What becomes of a payment session: what the page asks, and where it stands. */
export class AdyenSessions {
  constructor(
    private readonly payments: AdyenPayments,
    private readonly heard: WebhookMemory,
    private readonly options: AdyenOptions,
    private readonly logger: PluginLogger,
  ) {}

  /** Where a session stands, by the first that knows: what was answered, what a webhook told, Adyen. */
  async stand(data: Readonly<Data> | undefined, adyen: AdyenData): Promise<Standing> {
    const known = adyen.payment === null ? null : standingOf(adyen.payment.result_code)
    if (known === "authorized") return { standing: known, payment: adyen.payment }
    const heard = this.heardOf(adyen)
    if (heard !== null) return heard
    if (known !== null) return { standing: known, payment: adyen.payment }
    if (adyen.in_doubt) throw stillInDoubt(adyen)
    if (adyen.declined !== null) throw declinedBefore(adyen)
    if (data?.["state_data"] !== undefined) return this.submit(data, adyen, data["state_data"])
    if (adyen.session !== null && adyen.session_result !== null) {
      return this.payments.sessionResult(adyen, adyen.session.id, adyen.session_result)
    }
    return { standing: "pending", payment: null }
  }

  /** What a webhook, or a late answer, has told of the session in this process. */
  heardOf(adyen: AdyenData): Standing | null {
    const heard = this.heard.ofSession(adyen.session_id)
    if (heard?.authorization !== "authorized" || heard.authorized === null) return null
    const amount = amountOf(heard.authorized.amount, heard.authorized.currencyCode)
    if (amount.value !== adyen.amount.value || amount.currency !== adyen.amount.currency) return null
    const payment = {
      psp_reference: heard.paymentReference,
      result_code: "Authorised",
      amount,
      action: null,
      method: null,
    }
    return { standing: "authorized", payment }
  }

  /** Does what the page asks, and keeps what came of it with the session. */
  async follow(data: Data | undefined, adyen: AdyenData, command: SessionCommand | null): Promise<UpdatePaymentOutput> {
    switch (command?.kind) {
      case "submit":
        return this.tried(data, adyen, () => this.submit(data, adyen, command.stateData), true)
      case "details":
        // The same details are the same call, so a lost answer is had by sending them again.
        return this.tried(data, adyen, () => this.payments.details(adyen, command.body), false)
      case "session_result":
        return { data: withAdyenData(data, { ...adyen, session_result: command.sessionResult, declined: null }) }
      default:
        return { data: withAdyenData(data, adyen) }
    }
  }

  /** The session's data and status, as Medusa takes them. */
  answered(
    data: Data | undefined,
    adyen: AdyenData,
    { standing, payment }: Standing,
  ): AuthorizePaymentOutput & MoneyCallAnswer & { data: Data } {
    const isTaken = standing === "authorized" && this.options.capture === "immediate"
    const known: AdyenData = {
      ...adyen,
      payment: payment ?? adyen.payment,
      payment_methods: payment ? null : adyen.payment_methods,
      declined: null,
      in_doubt: false,
    }
    const reference = known.payment?.psp_reference ?? null
    return {
      status: isTaken ? "captured" : standing,
      data: withAdyenData(data, known),
      ...(standing === "authorized" && reference !== null
        ? { outcome: { state: "confirmed", reference } satisfies MoneyOutcome }
        : {}),
    }
  }

  /** What the page collected, when it may go to Adyen. */
  stateData(given: unknown): StateData {
    const state = readStateData(given, this.options.environment)
    if (!state.ok) throw failureOfRefusal(state)
    return state.value
  }

  private async submit(data: Readonly<Data> | undefined, adyen: AdyenData, stateData: unknown): Promise<Standing> {
    if (adyen.payment !== null) throw alreadyBegun(adyen)
    // The lost try may have reserved the money. Another card would reserve it again.
    if (adyen.in_doubt) throw stillInDoubt(adyen)
    const returnUrl = data?.["return_url"]
    const state = this.stateData(stateData)
    return this.payments.pay(adyen, state, typeof returnUrl === "string" ? returnUrl : this.options.returnUrl)
  }

  /**
   * A try on the page. A refusal is kept with the session, so that the shopper may try again with it; why it was refused
   * goes to the operator's log, because the session's data is shown to the shopper. A lost answer is kept, too, so that
   * nobody pays a second time before the first is known.
   */
  private async tried(
    data: Data | undefined,
    adyen: AdyenData,
    act: () => Promise<Standing>,
    paysAnew: boolean,
  ): Promise<UpdatePaymentOutput> {
    const failed = (known: Partial<AdyenData>): UpdatePaymentOutput => ({
      status: "pending",
      data: withAdyenData(data, { ...adyen, payment: null, ...known }),
    })
    try {
      const stands = await act()
      return stands.standing === "canceled" ? failed({ declined: CANCELED }) : this.answered(data, adyen, stands)
    } catch (error) {
      const failure = providerFailureOf(error)
      const isLost = failure?.kind === "indeterminate" && paysAnew && !adyen.in_doubt
      if (failure === null || (failure.kind !== "declined" && !isLost)) throw error
      this.logger.warn(`${failure.message} Session ${adyen.session_id}.`)
      return failed(isLost ? { in_doubt: true } : { declined: failure.shopperMessage })
    }
  }
}

const CANCELED = "The payment was canceled. Try again, or choose another way to pay."

const declinedBefore = ({ session_id, declined }: AdyenData) =>
  new ProviderFailure(
    "declined",
    "payment_declined",
    `The last try to pay ${session_id} was declined; the log says why. The shopper may try again.`,
    declined ?? "",
    "declined",
  )

const stillInDoubt = ({ session_id }: AdyenData) =>
  new ProviderFailure(
    "indeterminate",
    "payment_outcome_unknown",
    `Nobody knows whether ${session_id} was paid: Adyen's answer was lost. Its webhook says; a new session lets go of this one.`,
    "We do not know yet whether the payment went through. Do not pay again; we are finding out.",
  )

/** A payment at Adyen takes no other amount, and a session no second payment. */
export const alreadyBegun = ({ session_id, payment }: AdyenData) =>
  new ProviderFailure(
    "conflict",
    "payment_already_begun",
    `Session ${session_id} has a payment at Adyen (${payment?.result_code ?? "unknown"}); it takes no other amount and no second payment. Cancel it and create a new session.`,
    "This payment has already begun. Start the payment again.",
  )
