import type { InitiatePaymentInput } from "@medusajs/framework/types"
import type { Shopper } from "./domain/requests"
import { failureOfRefusal } from "./failure-of-refusal"
import type { AdyenOptions } from "./options"

type Opening = {
  readonly flow: "sessions" | "advanced"
  readonly sessionId: string
  readonly returnUrl: string
  readonly shopper: Shopper
}

/** Reads what a session begins with. `data` comes from the shopper's page, `context` from the shop. */
export function openingOf(
  data: InitiatePaymentInput["data"],
  context: InitiatePaymentInput["context"],
  options: AdyenOptions,
): Opening {
  const text = (name: string, pattern: RegExp) => {
    const value = data?.[name]
    return typeof value === "string" && pattern.test(value) ? value : null
  }
  const sessionId = text("session_id", /^\S{3,80}$/)
  if (sessionId === null) {
    throw failureOfRefusal({
      ok: false,
      code: "session_id_missing",
      message: "The payment session has no id in its data.",
      nextStep: "Create it through Medusa's payment module.",
    })
  }
  const holder = context?.account_holder?.data
  const reference = holder?.["shopper_reference"] ?? context?.customer?.id
  return {
    flow: data?.["flow"] === "advanced" || data?.["state_data"] !== undefined ? "advanced" : "sessions",
    sessionId,
    returnUrl: returnUrlOf(data?.["return_url"], options.returnUrl),
    shopper: {
      reference: typeof reference === "string" ? reference : null,
      email: context?.customer?.email ?? null,
      countryCode: text("country_code", /^[A-Za-z]{2}$/)?.toUpperCase() ?? null,
      locale: text("locale", /^[a-z]{2}([-_][A-Z]{2})?$/)?.replace("_", "-") ?? null,
    },
  }
}

// Of the same origin as the shop's, so that nobody sends a shopper elsewhere through the bank's page.
function returnUrlOf(asked: unknown, set: string): string {
  if (typeof asked !== "string" || !URL.canParse(asked)) return set
  return new URL(asked).origin === new URL(set).origin ? asked : set
}
