import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Button, Container, Heading, Input, Table, Text } from "@medusajs/ui"
import { useEffect, useState } from "react"
import { Link, useSearchParams } from "react-router-dom"
import { EntriesTable } from "../../components/list/entries-table"
import { ImportDrawer } from "../../components/list/import-drawer"
import { ResolutionChoice } from "../../components/list/resolution-choice"
import { useStacking } from "../../lib/stacking-api"
import type { EntryPage } from "../../lib/stacking-types"

const PAGE_SIZE = 50

/** Promotions > Stacking: every entry in the order in which they apply. The choices are in the address. */
const StackingPage = () => {
  const [params, setParams] = useSearchParams()
  const q = params.get("q") ?? ""
  const page = Number(params.get("page") ?? 0)
  const choose = (changes: Record<string, string>) => {
    setParams((before) => {
      const next = new URLSearchParams(before)
      for (const [name, value] of Object.entries({ page: "", ...changes })) {
        if (value) next.set(name, value)
        else next.delete(name)
      }
      return next
    })
  }
  const [typed, setTyped] = useState(q)
  useEffect(() => {
    if (typed === q) return
    const timer = setTimeout(() => {
      choose({ q: typed })
    }, 300)
    return () => {
      clearTimeout(timer)
    }
  }, [typed])

  const { data, error } = useStacking<EntryPage>("/admin/stacking/entries", {
    ...(q && { q }),
    limit: PAGE_SIZE,
    offset: page * PAGE_SIZE,
  })
  const pages = Math.max(1, Math.ceil((data?.count ?? 0) / PAGE_SIZE))

  return (
    <Container className="divide-y p-0">
      <div className="flex flex-wrap items-center justify-between gap-3 px-6 py-4">
        <div>
          <Heading level="h1">Stacking</Heading>
          <Text size="small" className="text-ui-fg-subtle">
            Promotions in the order in which they apply: lane by lane, the highest priority first
          </Text>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button size="small" variant="secondary" asChild>
            <Link to="/stacking/simulator">Simulator</Link>
          </Button>
          <Button size="small" variant="secondary" asChild>
            <Link to="/stacking/shadow">Shadow run</Link>
          </Button>
          <Button size="small" variant="secondary" asChild>
            <a href="/admin/stacking/entries/export" download="stacking-entries.yaml">
              Export
            </a>
          </Button>
          <ImportDrawer />
        </div>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-4 px-6 py-3">
        <Input
          type="search"
          size="small"
          aria-label="Search by id"
          placeholder="Search by id"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
          }}
        />
        <ResolutionChoice />
      </div>
      {error ? (
        <Text className="text-ui-fg-error px-6 py-8">{error.message}</Text>
      ) : data?.entries.length === 0 ? (
        <Text className="text-ui-fg-subtle px-6 py-16 text-center">
          {q
            ? "No promotion has an id like that. Change the search."
            : "There are no stacking entries yet. Import some, and they appear here; until then promotions apply as Medusa does."}
        </Text>
      ) : (
        <EntriesTable entries={data?.entries} />
      )}
      <Table.Pagination
        count={data?.count ?? 0}
        pageSize={PAGE_SIZE}
        pageIndex={page}
        pageCount={pages}
        canPreviousPage={page > 0}
        canNextPage={page < pages - 1}
        previousPage={() => {
          choose({ page: String(page - 1) })
        }}
        nextPage={() => {
          choose({ page: String(page + 1) })
        }}
      />
    </Container>
  )
}

export const config = defineRouteConfig({ label: "Stacking", nested: "/promotions" })

export default StackingPage
