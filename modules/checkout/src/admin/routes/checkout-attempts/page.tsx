import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Container, Heading, Select, Text } from "@medusajs/ui"
import { useNavigate } from "react-router-dom"
import { AttemptsTable } from "../../components/attempts/attempts-table"
import { IdSearch } from "../../components/attempts/id-search"
import { EmptyNote } from "../../components/empty-note"
import { Paging } from "../../components/paging"
import { ReadProblem } from "../../components/read-problem"
import { STATE_WORDS } from "../../lib/attempt-words"
import { useAttempts } from "../../lib/attempts-api"
import { pageOf, useChoices } from "../../lib/use-choices"

const PAGE_SIZE = 25
const EVERY = "every"

/** Orders > Checkout attempts: every completion of a cart, and what became of it. The choices are in the address. */
const CheckoutAttemptsPage = () => {
  const [params, choose] = useChoices()
  const navigate = useNavigate()
  const page = pageOf(params)
  const [state, about] = [params.get("state") ?? "", params.get("about") ?? ""]
  const { data, error, refetch, isPlaceholderData } = useAttempts({
    ...(state && { state }),
    ...(about && { [about.startsWith("order_") ? "order_id" : "cart_id"]: about }),
    limit: PAGE_SIZE,
    offset: page * PAGE_SIZE,
  })
  return (
    <Container className="divide-y p-0">
      <div className="flex flex-wrap items-center justify-between gap-3 px-6 py-4">
        <div className="min-w-0">
          <Heading level="h1">Checkout attempts</Heading>
          <Text size="small" className="text-ui-fg-subtle">
            Every completion of a cart: what was done, what was taken back, and why
          </Text>
        </div>
        <div className="flex w-full items-center gap-2 md:w-auto">
          <IdSearch
            value={about}
            onSearch={(id) => {
              if (id.startsWith("attempt_")) void navigate(`/checkout-attempts/${id}`)
              else choose({ about: id, page: "" })
            }}
          />
          <Select
            size="small"
            value={state || EVERY}
            onValueChange={(next) => {
              choose({ state: next === EVERY ? "" : next, page: "" })
            }}
          >
            <Select.Trigger aria-label="State" className="w-36 shrink-0">
              <Select.Value />
            </Select.Trigger>
            <Select.Content>
              <Select.Item value={EVERY}>Every state</Select.Item>
              {Object.entries(STATE_WORDS).map(([value, label]) => (
                <Select.Item key={value} value={value}>
                  {label}
                </Select.Item>
              ))}
            </Select.Content>
          </Select>
        </div>
      </div>
      {error && !data ? (
        <div className="px-6 py-4">
          <ReadProblem error={error} onRetry={refetch} />
        </div>
      ) : data?.count === 0 ? (
        <EmptyNote
          {...(state || about
            ? {
                title: "No attempt is like that",
                about: "Nothing was completed with this id or in this state.",
                way: {
                  label: "Show every attempt",
                  onPress: () => {
                    choose({ state: "", about: "", page: "" })
                  },
                },
              }
            : {
                title: "Nobody has completed a cart yet",
                about: "An attempt appears here as soon as a shopper places an order.",
              })}
        />
      ) : (
        <>
          <div aria-busy={isPlaceholderData} className={isPlaceholderData ? "opacity-50" : ""}>
            <AttemptsTable attempts={data?.attempts} />
          </div>
          {data && (
            <Paging
              count={data.count}
              page={page}
              pageSize={PAGE_SIZE}
              onPage={(next) => {
                choose({ page: next })
              }}
            />
          )}
        </>
      )}
    </Container>
  )
}

export const config = defineRouteConfig({ label: "Checkout attempts", nested: "/orders" })

export default CheckoutAttemptsPage
