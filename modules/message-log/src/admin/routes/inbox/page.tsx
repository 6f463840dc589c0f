import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Container, Heading, Text } from "@medusajs/ui"
import { InboxFilters } from "../../components/list/inbox-filters"
import { InboxStanding } from "../../components/list/inbox-standing"
import { MessagesTable } from "../../components/list/messages-table"
import { OverdueNotice } from "../../components/list/overdue-notice"
import { MessageDrawer } from "../../components/message/message-drawer"
import { Paging } from "../../components/paging"
import { ReadProblem } from "../../components/read-problem"
import { useInbox } from "../../lib/inbox-api"
import { pageOf, useChoices } from "../../lib/use-choices"

const PAGE_SIZE = 25
const FILTERS = ["source", "state", "key", "q"] as const

/** Orders > Webhook inbox: what providers told us, what became of it, and what waits or was given up. */
const InboxPage = () => {
  const [params, choose] = useChoices()
  const page = pageOf(params)
  const filter = Object.fromEntries(
    FILTERS.flatMap((name) => (params.get(name) ? [[name, params.get(name) ?? ""]] : [])),
  )
  const { data, error, refetch, isPlaceholderData } = useInbox({
    ...filter,
    limit: PAGE_SIZE,
    offset: page * PAGE_SIZE,
  })
  const open = (id: string) => {
    choose({ message: id, page: String(page || "") })
  }
  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Heading level="h1">Webhook inbox</Heading>
        <Text size="small" className="text-ui-fg-subtle">
          What payment providers and others told us: kept once, handled in order, and shown here when it is not
        </Text>
      </div>
      <InboxStanding
        standing={data?.health}
        chosen={params.get("state") ?? ""}
        onChoose={(state) => {
          // It counts all sources and keys, so it shows all of them.
          choose({ state, source: "", key: "", q: "" })
        }}
      />
      <OverdueNotice seconds={data?.health.overdue_seconds ?? 0} />
      <InboxFilters params={params} sources={data?.sources ?? []} choose={choose} />
      {error && !data ? (
        <div className="px-6 py-4">
          <ReadProblem error={error} onRetry={refetch} />
        </div>
      ) : data?.count === 0 ? (
        <div className="px-6 py-16 text-center">
          <Text size="small" weight="plus">
            {Object.keys(filter).length > 0 ? "No message is like that" : "Nothing has arrived yet"}
          </Text>
          <Text size="small" className="text-ui-fg-subtle">
            {Object.keys(filter).length > 0
              ? "Change the choices above."
              : "A message appears here as soon as a provider calls /hooks/psp."}
          </Text>
        </div>
      ) : (
        <div aria-busy={isPlaceholderData} className={isPlaceholderData ? "opacity-50" : ""}>
          <MessagesTable messages={data?.messages} onOpen={open} />
        </div>
      )}
      <Paging
        count={data?.count ?? 0}
        page={page}
        pageSize={PAGE_SIZE}
        onPage={(next) => {
          choose({ page: String(next) })
        }}
      />
      <MessageDrawer
        id={params.get("message")}
        onOpen={open}
        onClose={() => {
          choose({ message: "", page: String(page || "") })
        }}
        onKey={(key) => {
          choose({ message: "", state: "", source: "", q: "", key })
        }}
      />
    </Container>
  )
}

export const config = defineRouteConfig({ label: "Webhook inbox", nested: "/orders" })

export default InboxPage
