import Medusa, { FetchError } from "@medusajs/js-sdk"
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type { Lifecycle } from "./lifecycle-types"
import type { CheckAnswer } from "./machine-types"
import { sendEvent, type ManualEvent } from "./send-event"

/** The dashboard's own session, at the address it was loaded from. */
const sdk = new Medusa({ baseUrl: "/", auth: { type: "session" } })

type Query = Record<string, string | number | undefined>

/** What does not exist does not begin to exist by asking again. */
const retry = (failures: number, error: Error) =>
  failures < 2 && !(error instanceof FetchError && (error.status ?? 500) < 500)

/** How often an order is read again on which something is going on. */
const RUNNING_MS = 3_000
const WAITING_MS = 15_000

function waitingTime(lifecycle: Lifecycle | undefined): number | false {
  if (lifecycle?.pending) return RUNNING_MS
  return lifecycle && lifecycle.waiting.length > 0 ? WAITING_MS : false
}

/** One order's lifecycle, now or as it was. Whoever asks for the same one shares the answer. */
export function useLifecycle(orderId: string, asOf: string | null) {
  return useQuery({
    // Under the dashboard's own key of the order: what makes it read the order again makes it read this again.
    queryKey: ["orders", "detail", orderId, "lifecycle", asOf],
    queryFn: () =>
      sdk.client.fetch<{ lifecycle: Lifecycle }>(`/admin/orders/${encodeURIComponent(orderId)}/lifecycle`, {
        query: asOf === null ? {} : { as_of: asOf },
      }),
    select: ({ lifecycle }) => lifecycle,
    placeholderData: (before) => (before?.lifecycle.order_id === orderId ? before : undefined),
    staleTime: 5_000,
    refetchOnWindowFocus: true,
    refetchInterval: ({ state }) => (asOf === null ? waitingTime(state.data?.lifecycle) : false),
    retry,
  })
}

/** Sends an event by hand. The order is read again afterwards, and after a refusal too: it was not what was shown. */
export function useEventSending(orderId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (event: ManualEvent) => sendEvent(orderId, event),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["orders"] }),
        client.invalidateQueries({ queryKey: ["lifecycle"] }),
      ]),
  })
}

/** Reads what concerns all orders, such as `/admin/lifecycle/machine`; the last answer stays while the next one loads. */
export function useLifecycleRecords<Answer>(path: string, query: Query = {}) {
  return useQuery({
    queryKey: ["lifecycle", path, query],
    queryFn: () => sdk.client.fetch<Answer>(path, { query }),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
    retry,
  })
}

/** Replays the logs of all orders and compares. */
export function useDifferenceCheck() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => sdk.client.fetch<CheckAnswer>("/admin/lifecycle/differences/check", { method: "POST", body: {} }),
    onSettled: () => client.invalidateQueries({ queryKey: ["lifecycle"] }),
  })
}

interface Named {
  readonly user: { readonly first_name: string | null; readonly last_name: string | null; readonly email: string }
}

/** The name of somebody who works in the dashboard; undefined until it is known, or if it is not. */
export function useUserName(id: string, enabled: boolean): string | undefined {
  const { data } = useQuery({
    queryKey: ["users", "detail", id, "lifecycle"],
    queryFn: () => sdk.client.fetch<Named>(`/admin/users/${encodeURIComponent(id)}`, {}),
    staleTime: Infinity,
    retry: false,
    enabled,
  })
  if (!data) return undefined
  const { first_name: first, last_name: last, email } = data.user
  return [first, last].filter(Boolean).join(" ") || email
}
