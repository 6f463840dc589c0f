import type { MedusaContainer } from "@medusajs/framework/types"
import type { ProviderFact } from "@holdfast/kernel"
import { applyProviderFact, type FactVerdict } from "./apply-provider-fact"

/** What is used of the inbox. */
export interface Inbox {
  receive(
    source: string,
    messages: readonly {
      readonly id: string
      readonly key: string
      readonly kind: string
      readonly occurredAt: string
      readonly payload: Readonly<Record<string, unknown>>
    }[],
  ): Promise<{ readonly stored: number; readonly repeated: number }>
  processInbox(
    source: string | null,
    handle: (message: { readonly source: string; readonly payload: object }) => Promise<FactVerdict>,
  ): Promise<unknown>
}

export const inboxOf = (container: MedusaContainer): Inbox => container.resolve<Inbox>("message_log")

/** What every payment provider's messages begin with. */
const PROVIDERS = "pp_"

/** Handles what payment providers have told and nobody has handled yet. Safe to call anywhere and at any time. */
export const processWebhooks = (container: MedusaContainer): Promise<unknown> =>
  inboxOf(container).processInbox(PROVIDERS, ({ source, payload }) =>
    applyProviderFact(container, source, payload as ProviderFact),
  )
