import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Button, Container, Heading, Select, Text } from "@medusajs/ui"
import { EmptyNote } from "../../components/empty-note"
import { Paging } from "../../components/paging"
import { ReadProblem } from "../../components/read-problem"
import { BreakDrawer } from "../../components/reconciliation/break-drawer"
import { BreaksTable } from "../../components/reconciliation/breaks-table"
import type { Reconciliation } from "../../lib/break-types"
import { useBreaks, useReconcile } from "../../lib/breaks-api"
import { pageOf, useChoices } from "../../lib/use-choices"

const PAGE_SIZE = 25

/** Orders > Reconciliation: where orders, payments, stock and counts do not agree. The choices are in the address. */
const ReconciliationPage = () => {
  const [params, choose] = useChoices()
  const which = params.get("which") === "all" ? "all" : "open"
  const page = pageOf(params)
  const opened = params.get("break")
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
            <Select.Trigger aria-label="Which breaks" className="w-36">
              <Select.Value />
            </Select.Trigger>
            <Select.Content>
              <Select.Item value="open">Open breaks</Select.Item>
              <Select.Item value="all">All breaks</Select.Item>
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
        <div className="px-6 py-4">
          <ReadProblem error={error} onRetry={refetch} />
        </div>
      ) : data?.count === 0 ? (
        <EmptyNote
          {...(page > 0
            ? {
                title: "Nothing is on this page any more",
                about: "What was here is put right, or on an earlier page.",
                way: {
                  label: "Show the first page",
                  onPress: () => {
                    choose({ page: "" })
                  },
                },
              }
            : {
                title: "Everything agrees",
                about: which === "open" ? "No break is open." : "No break was ever found.",
                ...(which === "open" && {
                  way: {
                    label: "Show what was put right",
                    onPress: () => {
                      choose({ which: "all" })
                    },
                  },
                }),
              })}
        />
      ) : (
        <>
          <div aria-busy={isPlaceholderData} className={isPlaceholderData ? "opacity-50" : ""}>
            <BreaksTable
              breaks={data?.breaks}
              onOpen={(id) => {
                choose({ break: id })
              }}
            />
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
      <BreakDrawer
        id={opened}
        seen={data?.breaks.find(({ id }) => id === opened)}
        onClose={() => {
          choose({ break: "" })
        }}
      />
    </Container>
  )
}

/** What a comparison came to. */
function inWords(done: Reconciliation | undefined): string {
  if (!done) return ""
  const { found, healed, resolved, failures } = done
  const parts = [
    found > 0 && `${found.toLocaleString()} new`,
    healed > 0 && `${healed.toLocaleString()} mended`,
    resolved > 0 && `${resolved.toLocaleString()} put right`,
  ].filter(Boolean)
  const told = parts.length > 0 ? `Compared: ${parts.join(", ")}.` : "Compared: nothing has changed."
  return failures.length > 0 ? `${told} Not mended: ${failures.join("; ")}` : told
}

export const config = defineRouteConfig({ label: "Reconciliation", nested: "/orders" })

export default ReconciliationPage
