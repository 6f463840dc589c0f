import Medusa, { FetchError } from "@medusajs/js-sdk"
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { SAMPLE_CART, type CartDraft } from "./cart-draft"
import { postForProblems } from "./post-for-problems"
import type { Entry, EntryPage, Evaluation, Finding, ImportAnswer, ShadowAnswer } from "./stacking-types"

/** The dashboard's own session, at the address it was loaded from. */
const sdk = new Medusa({ baseUrl: "/", auth: { type: "session" } })

type Query = Record<string, string | number | boolean | undefined>

/** What does not exist does not begin to exist by asking again. */
const retry = (failures: number, error: Error) =>
  failures < 2 && !(error instanceof FetchError && (error.status ?? 500) < 500)

/** Reads from the admin API, such as `/admin/stacking/entries`; the last answer stays while the next one loads. */
export function useStacking<Answer>(path: string, query: Query = {}, { enabled = true } = {}) {
  return useQuery({
    queryKey: ["stacking", path, query],
    queryFn: () => sdk.client.fetch<Answer>(path, { query }),
    placeholderData: keepPreviousData,
    retry,
    enabled,
  })
}

/** One change through the admin API; whatever shows stacking is read again after it. */
export function useStackingChange<Answer>() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ path, method = "POST", body }: { path: string; method?: "POST" | "DELETE"; body?: object }) =>
      sdk.client.fetch<Answer>(path, { method, ...(body && { body: body as Record<string, unknown> }) }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["stacking"] }),
  })
}

/** Imports entries from YAML or JSON text, or only checks them. Refused with every problem in it. */
export function useEntryImport() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ text, dryRun }: { text: string; dryRun: boolean }) =>
      postForProblems<ImportAnswer>(`/admin/stacking/entries?dry_run=${dryRun}`, text, "application/yaml"),
    onSuccess: (_, { dryRun }) => (dryRun ? undefined : client.invalidateQueries({ queryKey: ["stacking"] })),
  })
}

/** What is odd about entries beside the live ones, as text. */
export const lintEntries = async (text: string): Promise<readonly Finding[]> =>
  (
    await postForProblems<{ findings: readonly Finding[] }>(
      "/admin/stacking/lint",
      JSON.stringify({ entries: text }),
      "application/json",
    )
  ).findings

/** Prices the carts of the last days with other entries. */
export function useShadowRun() {
  return useMutation({
    mutationFn: ({ text, days }: { text: string; days: number }) =>
      postForProblems<ShadowAnswer>(
        "/admin/stacking/shadow",
        JSON.stringify({ entries: text, days }),
        "application/json",
      ),
  })
}

/** All live entries, as YAML. */
export const exportedEntries = async (): Promise<string> =>
  (await fetch("/admin/stacking/entries/export", { credentials: "include" })).text()

export interface Question {
  /** As the simulator takes it. */
  readonly body: object
  /** The cart as it was typed, which the form may have left when the answer comes. */
  readonly cart: CartDraft
}

/** Asks the simulator; null asks nothing. Changed rules are priced again. */
export function useSimulation(question: Question | null) {
  return useQuery({
    queryKey: ["stacking", "simulate", question],
    queryFn: async () => {
      const text = JSON.stringify(question?.body)
      const answer = await postForProblems<Evaluation>("/admin/stacking/simulate", text, "application/json")
      return { answer, cart: question?.cart ?? SAMPLE_CART }
    },
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 0,
    enabled: question !== null,
  })
}

const LARGEST_PAGE = 200

/** Every entry of a lane, in the order in which they apply, whatever part of it a page shows. */
export async function readLane(lane: number): Promise<readonly Entry[]> {
  const entries: Entry[] = []
  for (let offset = 0; ; offset += LARGEST_PAGE) {
    const query = { limit: LARGEST_PAGE, offset }
    const page = await sdk.client.fetch<EntryPage>("/admin/stacking/entries", { query })
    entries.push(...page.entries.filter((entry) => entry.lane === lane))
    // Lanes come one after another, so a page that ends in a later lane ends this one.
    const last = page.entries.at(-1)
    if (!last || last.lane > lane || offset + LARGEST_PAGE >= page.count) return entries
  }
}
