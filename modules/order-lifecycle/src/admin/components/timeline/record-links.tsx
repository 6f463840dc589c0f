import { Text } from "@medusajs/ui"
import { Link } from "react-router-dom"

/** Kinds of records that have a page of their own in the dashboard. */
const PAGES: Readonly<Record<string, string>> = {
  order: "/orders",
  draft_order: "/draft-orders",
  customer: "/customers",
  location: "/settings/locations",
}

/** The records that a transition concerns. Those without a page are named by their ids. */
export function RecordLinks({ links }: { links: Readonly<Record<string, string>> }) {
  const records = Object.entries(links)
  if (records.length === 0) return null
  return (
    <Text size="xsmall" className="text-ui-fg-muted flex flex-wrap gap-x-3">
      {records.map(([kind, id]) => (
        <span key={kind} className="break-all">
          {kind.replace(/_id$/, "").replaceAll("_", " ")} <RecordName page={PAGES[kind.replace(/_id$/, "")]} id={id} />
        </span>
      ))}
    </Text>
  )
}

function RecordName({ page, id }: { page: string | undefined; id: string }) {
  if (page === undefined) return <span className="font-mono">{id}</span>
  return (
    <Link to={`${page}/${encodeURIComponent(id)}`} className="text-ui-fg-interactive font-mono">
      {id}
    </Link>
  )
}
