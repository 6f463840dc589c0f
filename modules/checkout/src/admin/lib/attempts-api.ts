import Medusa, { FetchError } from "@medusajs/js-sdk"
import { keepPreviousData, useQuery } from "@tanstack/react-query"
import type { AttemptDetail, AttemptPage } from "./attempt-types"

/** The dashboard's own session, at the address it was loaded from. */
const sdk = new Medusa({ baseUrl: "/", auth: { type: "session" } })

/** What does not exist does not begin to exist by asking again. */
const retry = (failures: number, error: Error) =>
  failures < 2 && !(error instanceof FetchError && (error.status ?? 500) < 500)

const RUNNING_MS = 3_000

export function useAttempts(query: Readonly<Record<string, string | number>>) {
  return useQuery({
    queryKey: ["checkout-attempts", query],
    queryFn: () => sdk.client.fetch<AttemptPage>("/admin/checkout/attempts", { query }),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
    retry,
  })
}

/** One attempt; read again while somebody works on it. */
export function useAttempt(id: string) {
  return useQuery({
    queryKey: ["checkout-attempts", id],
    queryFn: () =>
      sdk.client.fetch<{ attempt: AttemptDetail }>(`/admin/checkout/attempts/${encodeURIComponent(id)}`, {}),
    select: ({ attempt }) => attempt,
    refetchInterval: ({ state }) => (state.data?.attempt.ended_at === null ? RUNNING_MS : false),
    retry,
  })
}
