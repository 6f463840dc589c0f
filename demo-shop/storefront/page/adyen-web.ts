import { askTheBank } from "./bank-challenge"
import { cardFields, type CardFields } from "./card-fields"
import { inMinorUnits } from "./element"

/** As Adyen Web has it: what the callbacks are given. */
export interface SessionOutcome {
  readonly resultCode: string
  readonly sessionResult: string
}

/** As Adyen Web has it, for the sessions flow. */
export interface CoreConfiguration {
  readonly environment: string
  readonly clientKey: string
  readonly session: { readonly id: string; readonly sessionData: string }
  readonly onPaymentCompleted: (outcome: SessionOutcome) => void
  readonly onPaymentFailed: (outcome: SessionOutcome) => void
  readonly onError: (error: Error) => void
}

interface Checkout {
  readonly configuration: CoreConfiguration
  readonly amount: { readonly value: number; readonly currency: string }
}

type Answer = Readonly<{ sessionData: string; resultCode: string; sessionResult?: string; action?: Action }>
type Action = Readonly<{ type: string; subtype: string; token: string }>

const API = "/adyen"
const PAID = new Set(["Authorised", "Received", "Pending", "PresentToShopper"])

const TEST_CARDS = [
  { does: "is paid", number: "4111" + "1".repeat(12) },
  { does: "asks the bank", number: "4917" + "6100" + "0".repeat(8) },
  // Adyen's test environment refuses by the name on the card.
  { does: "is declined", number: "4111" + "1".repeat(12), holder: "DECLINED" },
]

const post = async <T>(path: string, body: object): Promise<T> => {
  const answer = await fetch(`${API}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`Adyen's page element was answered ${answer.status}.`)
  return (await answer.json()) as T
}

/**
 * Adyen Web, played for a sandbox: this function and the class below as its reference describes them for the sessions flow.
 * The real one is the package `@adyen/adyen-web`, which speaks to Adyen's own addresses; a storefront imports that one, and
 * calls the same.
 */
export async function AdyenCheckout(configuration: CoreConfiguration): Promise<Checkout> {
  const { id, sessionData } = configuration.session
  const { amount } = await post<Pick<Checkout, "amount">>(`/checkoutshopper/v1/sessions/${id}/setup`, { sessionData })
  return { configuration, amount }
}

export class Card {
  private readonly fields: CardFields
  private sessionData: string

  constructor(
    private readonly checkout: Checkout,
    { hasHolderName = false }: { readonly hasHolderName?: boolean } = {},
  ) {
    this.fields = cardFields(TEST_CARDS, { withHolder: hasHolderName })
    this.sessionData = checkout.configuration.session.sessionData
  }

  mount(place: HTMLElement): this {
    place.replaceChildren(this.fields.shown)
    return this
  }

  submit(): void {
    const { onPaymentCompleted, onPaymentFailed, onError } = this.checkout.configuration
    this.pay().then(
      ({ resultCode, sessionResult = "" }) =>
        (PAID.has(resultCode) ? onPaymentCompleted : onPaymentFailed)({ resultCode, sessionResult }),
      (error: unknown) => onError(error instanceof Error ? error : new Error(String(error))),
    )
  }

  private async pay(): Promise<Answer> {
    const { number, month, year, cvc, holder } = this.fields.card()
    let answer = await this.say("payments", {
      paymentMethod: {
        type: "scheme",
        holderName: holder,
        // Adyen's test environment takes its published cards like this; the real element encrypts what was typed.
        encryptedCardNumber: `test_${number}`,
        encryptedExpiryMonth: `test_${month}`,
        encryptedExpiryYear: `test_${year}`,
        encryptedSecurityCode: `test_${cvc}`,
      },
      browserInfo: { userAgent: navigator.userAgent, language: navigator.language },
      origin: location.origin,
    })
    while (answer.action) answer = await this.say("paymentDetails", await this.follow(answer.action))
    return answer
  }

  private async say(what: string, body: object): Promise<Answer> {
    const { id } = this.checkout.configuration.session
    const { sessionData } = this
    const answer = await post<Answer>(`/checkoutshopper/v1/sessions/${id}/${what}`, { sessionData, ...body })
    this.sessionData = answer.sessionData
    return answer
  }

  /** A fingerprint is taken unseen; a challenge is the bank's own page. */
  private async follow({ subtype, token }: Action): Promise<object> {
    const { value, currency } = this.checkout.amount
    const approves = subtype !== "challenge" || (await askTheBank(inMinorUnits(value, currency)))
    const outcome = approves ? "passed" : "failed"
    const { details } = await post<{ details: object }>(`/__sandbox/3ds/${token.replace("token.", "")}`, { outcome })
    return { details }
  }
}
