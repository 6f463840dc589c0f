import Medusa, { FetchError } from "@medusajs/js-sdk"
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type { InboxAnswer, MessageAnswer } from "./inbox-types"

/** The dashboard's own session, at the address it was loaded from. */
const sdk = new Medusa({ baseUrl: "/", auth: { type: "session" } })

/** What does not exist does not begin to exist by asking again. */
const retry = (failures: number, error: Error) =>
  failures < 2 && !(error instanceof FetchError && (error.status ?? 500) < 500)

/** Messages come by themselves, so the list is read again by itself. */
const LIST_MS = 10_000
/** One that is about to be handled, or is being handled. */
const MESSAGE_MS = 2_000

/** A part of the messages; the last answer stays while the next one loads. */
export function useInbox(query: Record<string, string | number>) {
  return useQuery({
    queryKey: ["inbox", "list", query],
    queryFn: () => sdk.client.fetch<InboxAnswer>("/admin/inbox", { query }),
    placeholderData: keepPreviousData,
    refetchInterval: LIST_MS,
    retry,
  })
}

/** One message; nothing is asked while there is no id. */
export function useMessage(id: string | null) {
  return useQuery({
    queryKey: ["inbox", "message", id],
    queryFn: () => sdk.client.fetch<MessageAnswer>(`/admin/inbox/${encodeURIComponent(id ?? "")}`),
    select: ({ message }) => message,
    enabled: id !== null,
    refetchInterval: ({ state: { data } }) =>
      data?.message.state === "pending" || data?.message.state === "working" ? MESSAGE_MS : LIST_MS,
    retry,
  })
}

/** Replays or parks one message. Everything is read again afterwards, also after a no: it was not as it was shown. */
export function useMessageAct(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (act: "replay" | "park") =>
      sdk.client.fetch<MessageAnswer>(`/admin/inbox/${encodeURIComponent(id)}/${act}`, { method: "POST", body: {} }),
    onSettled: () => client.invalidateQueries({ queryKey: ["inbox"] }),
  })
}
