import Medusa from "@medusajs/js-sdk"
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type { Break, BreakPage, Reconciliation, RepairAnswer } from "./break-types"

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

/** One break; what the list had of it until then. */
export function useBreak(id: string | null, seen: Break | undefined) {
  return useQuery({
    queryKey: ["checkout-breaks", id],
    queryFn: () => sdk.client.fetch<{ break: Break }>(`/admin/checkout/breaks/${encodeURIComponent(id ?? "")}`, {}),
    enabled: id !== null,
    ...(seen && { placeholderData: { break: seen } }),
    refetchInterval: LIST_MS,
    retry: 1,
  })
}

interface Admin {
  readonly id: string
  readonly email: string
  readonly first_name: string | null
  readonly last_name: string | null
}

/** Who looks at the page. */
export function useMe() {
  return useQuery({
    queryKey: ["checkout-breaks", "me"],
    queryFn: () => sdk.client.fetch<{ user: Admin }>("/admin/users/me", {}),
    select: ({ user }) => user.id,
    staleTime: Infinity,
  })
}

/** An admin's name, or the address, or the id of one who is gone. */
export function useAdminName(id: string | null): string {
  const { data } = useQuery({
    queryKey: ["checkout-breaks", "admin", id],
    queryFn: () => sdk.client.fetch<{ user: Admin }>(`/admin/users/${encodeURIComponent(id ?? "")}`, {}),
    enabled: id !== null,
    staleTime: Infinity,
    retry: false,
  })
  const name = [data?.user.first_name, data?.user.last_name].filter(Boolean).join(" ")
  return name || (data?.user.email ?? id ?? "")
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

export type Repairing = ReturnType<typeof useRepair>

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
