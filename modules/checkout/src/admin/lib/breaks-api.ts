import Medusa from "@medusajs/js-sdk"
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type { BreakPage, Reconciliation, RepairAnswer } from "./break-types"

/** The dashboard's own session, at the address it was loaded from. */
const sdk = new Medusa({ baseUrl: "/", auth: { type: "session" } })

/** The job looks each minute. */
const LIST_MS = 30_000

export function useBreaks(query: Readonly<Record<string, string | number | boolean>>) {
  return useQuery({
    queryKey: ["checkout-breaks", query],
    queryFn: () => sdk.client.fetch<BreakPage>("/admin/checkout/breaks", { query }),
    placeholderData: keepPreviousData,
    refetchInterval: LIST_MS,
  })
}

/** Does now what is done each minute. */
export function useReconcile() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () =>
      sdk.client.fetch<{ reconciliation: Reconciliation }>("/admin/checkout/reconcile", { method: "POST", body: {} }),
    onSettled: () => client.invalidateQueries({ queryKey: ["checkout-breaks"] }),
  })
}

/** Mends one break, or says that one wants it mended; or takes that back. */
export function useRepair(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (act: "repair" | "withdraw") =>
      sdk.client.fetch<RepairAnswer>(`/admin/checkout/breaks/${encodeURIComponent(id)}/repair`, {
        method: act === "repair" ? "POST" : "DELETE",
        ...(act === "repair" && { body: {} }),
      }),
    onSettled: () => client.invalidateQueries({ queryKey: ["checkout-breaks"] }),
  })
}
