import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Button, Container, Heading, Select, Text } from "@medusajs/ui"
import { useSearchParams } from "react-router-dom"
import { Paging } from "../../components/paging"
import { BreakDrawer } from "../../components/reconciliation/break-drawer"
import { BreaksTable } from "../../components/reconciliation/breaks-table"
import { useBreaks, useReconcile } from "../../lib/breaks-api"

const PAGE_SIZE = 25

/** Orders > Reconciliation: where orders, payments, stock and counts do not agree. The choices are in the address. */
const ReconciliationPage = () => {
  const [params, setParams] = useSearchParams()
  const which = params.get("which") === "all" ? "all" : "open"
  const page = Math.max(0, Number(params.get("page") ?? 0) || 0)
  const opened = params.get("break")
  const choose = (changes: Readonly<Record<string, string>>) => {
    setParams((before) => {
      const next = new URLSearchParams(before)
      for (const [name, value] of Object.entries(changes)) {
        if (value) next.set(name, value)
        else next.delete(name)
      }
      return next
    })
  }
  const { data, error, refetch, isPlaceholderData } = useBreaks({
    ...(which === "open" && { open: true }),
    limit: PAGE_SIZE,
    offset: page * PAGE_SIZE,
  })
  const reconcile = useReconcile()
  return (
    <Container className="divide-y p-0">
      <div className="flex flex-wrap items-center justify-between gap-3 px-6 py-4">
        <div className="min-w-0">
          <Heading level="h1">Reconciliation</Heading>
          <Text size="small" className="text-ui-fg-subtle">
            Each minute orders, payments, providers, stock and promotion uses are compared
          </Text>
        </div>
        <div className="flex items-center gap-2">
          <Select
            size="small"
            value={which}
            onValueChange={(next) => {
              choose({ which: next === "all" ? "all" : "", page: "" })
            }}
          >
            <Select.Trigger aria-label="Which" className="w-36">
              <Select.Value />
            </Select.Trigger>
            <Select.Content>
              <Select.Item value="open">Open</Select.Item>
              <Select.Item value="all">All</Select.Item>
            </Select.Content>
          </Select>
          <Button
            size="small"
            isLoading={reconcile.isPending}
            onClick={() => {
              reconcile.mutate()
            }}
          >
            Compare now
          </Button>
        </div>
      </div>
      {(reconcile.data ?? reconcile.error) && (
        <div className="px-6 py-3" role="status">
          <Text size="small" className={reconcile.error ? "text-ui-fg-error" : "text-ui-fg-subtle"}>
            {reconcile.error?.message ?? inWords(reconcile.data?.reconciliation)}
          </Text>
        </div>
      )}
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
        <div className="px-6 py-16 text-center">
          <Text size="small" weight="plus">
            Everything agrees
          </Text>
          <Text size="small" className="text-ui-fg-subtle">
            {which === "open" ? "No break is open." : "No break was ever found."}
          </Text>
        </div>
      ) : (
        <div aria-busy={isPlaceholderData} className={isPlaceholderData ? "opacity-50" : ""}>
          <BreaksTable
            breaks={data?.breaks}
            onOpen={(id) => {
              choose({ break: id })
            }}
          />
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
      <BreakDrawer
        one={data?.breaks.find(({ id }) => id === opened)}
        onClose={() => {
          choose({ break: "" })
        }}
      />
    </Container>
  )
}

function inWords(
  done: { found: number; healed: number; resolved: number; failures: readonly string[] } | undefined,
): string {
  if (!done) return ""
  const parts = [`${done.found} new`, `${done.healed} mended`, `${done.resolved} put right`]
  return `${parts.join(", ")}.${done.failures.length > 0 ? ` Not mended: ${done.failures.join("; ")}` : ""}`
}

export const config = defineRouteConfig({ label: "Reconciliation", nested: "/orders" })

export default ReconciliationPage
