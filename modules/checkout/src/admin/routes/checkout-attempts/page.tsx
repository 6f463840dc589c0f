import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Button, Container, Heading, Select, Text } from "@medusajs/ui"
import { useSearchParams } from "react-router-dom"
import { Paging } from "../../components/paging"
import { AttemptsTable } from "../../components/attempts/attempts-table"
import { STATE_WORDS } from "../../lib/attempt-words"
import { useAttempts } from "../../lib/attempts-api"

const PAGE_SIZE = 25
const EVERY = "every"

/** Orders > Checkout attempts: every completion of a cart, and what became of it. The choices are in the address. */
const CheckoutAttemptsPage = () => {
  const [params, setParams] = useSearchParams()
  const state = params.get("state") ?? ""
  const page = Math.max(0, Number(params.get("page") ?? 0) || 0)
  const choose = (changes: Readonly<Record<string, string>>) => {
    setParams((before) => {
      const next = new URLSearchParams(before)
      for (const [name, value] of Object.entries({ page: "", ...changes })) {
        if (value) next.set(name, value)
        else next.delete(name)
      }
      return next
    })
  }
  const { data, error, refetch, isPlaceholderData } = useAttempts({
    ...(state && { state }),
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
        <Select
          size="small"
          value={state || EVERY}
          onValueChange={(next) => {
            choose({ state: next === EVERY ? "" : next })
          }}
        >
          <Select.Trigger aria-label="State" className="w-40">
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
      {error && !data ? (
        <div className="flex flex-col items-start gap-3 px-6 py-4" role="alert">
          <Text size="small" className="text-ui-fg-error break-words">
            {error.message}
          </Text>
          <Button size="small" variant="secondary" onClick={() => void refetch()}>
            Try again
          </Button>
        </div>
      ) : data?.count === 0 ? (
        <Text size="small" className="text-ui-fg-subtle px-6 py-16 text-center">
          {state ? "No attempt is in this state. Choose another one above." : "Nobody has completed a cart yet."}
        </Text>
      ) : (
        <div aria-busy={isPlaceholderData} className={isPlaceholderData ? "opacity-50" : ""}>
          <AttemptsTable attempts={data?.attempts} />
        </div>
      )}
      <Paging
        count={data?.count ?? 0}
        page={page}
        pageSize={PAGE_SIZE}
        onPage={(next) => {
          choose({ page: next })
        }}
      />
    </Container>
  )
}

export const config = defineRouteConfig({ label: "Checkout attempts", nested: "/orders" })

export default CheckoutAttemptsPage
