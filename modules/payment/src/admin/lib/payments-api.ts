import Medusa from "@medusajs/js-sdk"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type { LedgerPayment, RefundableLine } from "./ledger-types"

/** The dashboard's own session, at the address it was loaded from. */
const sdk = new Medusa({ baseUrl: "/", auth: { type: "session" } })

/** How often an order is read again of whose money something is not known yet. */
const OPEN_MS = 10_000

const OPEN = new Set(["prepared", "sent", "requested", "unknown"])

const isOpen = (payments: readonly LedgerPayment[] | undefined): boolean =>
  (payments ?? []).some(({ operations }) => operations.some(({ state }) => OPEN.has(state)))

/** An order's payments with each call to a provider and each dispute. */
export function useLedger(orderId: string) {
  return useQuery({
    // Under the dashboard's own key of the order: what makes it read the order again makes it read this again.
    queryKey: ["orders", "detail", orderId, "payments-ledger"],
    queryFn: () =>
      sdk.client.fetch<{ payments: readonly LedgerPayment[] }>(
        `/admin/orders/${encodeURIComponent(orderId)}/payments-ledger`,
        {},
      ),
    select: ({ payments }) => payments,
    staleTime: 5_000,
    refetchOnWindowFocus: true,
    refetchInterval: ({ state }) => (isOpen(state.data?.payments) ? OPEN_MS : false),
  })
}

/** What an order's money can be given back for, as it is when somebody asks. */
export function useRefundableLines(orderId: string) {
  return useQuery({
    queryKey: ["orders", "detail", orderId, "refundable-lines"],
    queryFn: () =>
      sdk.client.fetch<{ lines: readonly RefundableLine[] }>(
        `/admin/orders/${encodeURIComponent(orderId)}/refundable-lines`,
        {},
      ),
    select: ({ lines }) => lines,
    gcTime: 0,
  })
}

/** The reasons that the shop has under Settings. */
export function useRefundReasons() {
  return useQuery({
    queryKey: ["refund_reasons", "list", "payments"],
    queryFn: () => sdk.admin.refundReason.list({ limit: 100, fields: "id,label" }),
    select: ({ refund_reasons: reasons }) => reasons,
    staleTime: 60_000,
  })
}

export interface MoneyAct {
  readonly path: string
  readonly body?: Record<string, unknown>
}

/** Sends something that moves money. The order is read again afterwards, and after a refusal too. */
export function useMoneyAct() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ path, body = {} }: MoneyAct) => sdk.client.fetch(path, { method: "POST", body }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["orders"] }),
        client.invalidateQueries({ queryKey: ["payments"] }),
      ]),
  })
}
