import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Button, Container, Heading, Input, Label, Select, Switch, Table, Text } from "@medusajs/ui"
import { useEffect, useState } from "react"
import { Link, useSearchParams } from "react-router-dom"
import { LevelsTable } from "../../components/availability/levels-table"
import { SheetDrawer } from "../../components/availability/sheet-drawer"
import { useLocationNames, useLocations, useStock } from "../../lib/stock-api"
import type { LevelPage } from "../../lib/stock-types"

const PAGE_SIZE = 50
const EVERYWHERE = "everywhere"

/** Inventory > Availability: every level with every component of what can be promised. The choices are in the address. */
const AvailabilityPage = () => {
  const [params, setParams] = useSearchParams()
  const read = (name: string) => params.get(name) ?? ""
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
  const [typed, setTyped] = useState(read("q"))
  useEffect(() => {
    if (typed === read("q")) return
    const timer = setTimeout(() => {
      choose({ q: typed })
    }, 300)
    return () => {
      clearTimeout(timer)
    }
  }, [typed])

  const page = Number(read("page") || 0)
  const order = read("order") || "sku"
  const { data, error } = useStock<LevelPage>("/admin/atp/levels", {
    ...(read("q") && { q: read("q") }),
    ...(read("location") && { location_id: [read("location")] }),
    ...(read("below") && { below_safety_stock: true }),
    order,
    limit: PAGE_SIZE,
    offset: page * PAGE_SIZE,
  })
  const locations = useLocations()
  const nameOf = useLocationNames()
  const pages = Math.max(1, Math.ceil((data?.count ?? 0) / PAGE_SIZE))

  return (
    <Container className="divide-y p-0">
      <div className="flex flex-wrap items-center justify-between gap-3 px-6 py-4">
        <div>
          <Heading level="h1">Availability</Heading>
          <Text size="small" className="text-ui-fg-subtle">
            What can be promised now, by SKU and location
            {data ? ` · as of ${new Date(data.as_of).toLocaleTimeString()}` : ""}
          </Text>
        </div>
        <div className="flex gap-2">
          <Button size="small" variant="secondary" asChild>
            <Link to="/availability/policies">Policies</Link>
          </Button>
          <SheetDrawer />
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-4 px-6 py-3">
        <Input
          type="search"
          size="small"
          aria-label="Search by SKU or title"
          placeholder="Search SKU or title"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
          }}
        />
        <Select
          size="small"
          value={read("location") || EVERYWHERE}
          onValueChange={(location) => {
            choose({ location: location === EVERYWHERE ? "" : location })
          }}
        >
          <Select.Trigger aria-label="Location" className="w-48">
            <Select.Value />
          </Select.Trigger>
          <Select.Content>
            <Select.Item value={EVERYWHERE}>All locations</Select.Item>
            {locations.map(({ id, name }) => (
              <Select.Item key={id} value={id}>
                {name}
              </Select.Item>
            ))}
          </Select.Content>
        </Select>
        <div className="flex items-center gap-2">
          <Switch
            id="below-safety-stock"
            size="small"
            checked={read("below") === "yes"}
            onCheckedChange={(below) => {
              choose({ below: below ? "yes" : "" })
            }}
          />
          <Label htmlFor="below-safety-stock" size="small">
            Below safety stock
          </Label>
        </div>
      </div>
      {error ? (
        <Text className="text-ui-fg-error px-6 py-8">{error.message}</Text>
      ) : data?.levels.length === 0 ? (
        <Text className="text-ui-fg-subtle px-6 py-16 text-center">
          {read("q") || read("below") || read("location")
            ? "No level matches. Change the search or the filters."
            : "Nothing is stocked yet. Add inventory levels to your items, and they appear here."}
        </Text>
      ) : (
        <LevelsTable
          levels={data?.levels}
          order={order}
          nameOf={nameOf}
          onOrder={(next) => {
            choose({ order: next })
          }}
        />
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

export const config = defineRouteConfig({ label: "Availability", nested: "/inventory" })

export default AvailabilityPage
