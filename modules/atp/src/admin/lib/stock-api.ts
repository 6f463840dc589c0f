import Medusa from "@medusajs/js-sdk"
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"

/** The dashboard's own session, at the address it was loaded from. */
const sdk = new Medusa({ baseUrl: "/", auth: { type: "session" } })

type Query = Record<string, string | number | boolean | readonly string[] | undefined>

/** Reads from the admin API, such as `/admin/atp/levels`; the last answer stays while the next one loads. */
export function useStock<Answer>(path: string, query: Query = {}, { enabled = true } = {}) {
  return useQuery({
    queryKey: ["atp", path, query],
    queryFn: () => sdk.client.fetch<Answer>(path, { query: query as Record<string, unknown> }),
    placeholderData: keepPreviousData,
    enabled,
  })
}

/** One change through the admin API; whatever shows stock is read again after it. */
export function useStockChange<Answer>() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ path, method = "POST", body }: { path: string; method?: "POST" | "DELETE"; body?: object }) =>
      sdk.client.fetch<Answer>(path, { method, ...(body && { body: body as Record<string, unknown> }) }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["atp"] }),
  })
}

/** The shop's stock locations. */
export function useLocations(): readonly { readonly id: string; readonly name: string }[] {
  const { data } = useStock<{ stock_locations: { id: string; name: string }[] }>("/admin/stock-locations", {
    limit: 200,
    fields: "id,name",
  })
  return data?.stock_locations ?? []
}

/** Names of stock locations by id; the id where there is none. */
export function useLocationNames(): (id: string) => string {
  const names = new Map(useLocations().map(({ id, name }) => [id, name]))
  return (id) => names.get(id) ?? id
}
