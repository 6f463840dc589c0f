import { Link } from "react-router-dom"

/** The way to an order, by its id. */
export function OrderLink({ id }: { id: string }) {
  return (
    <Link to={`/orders/${encodeURIComponent(id)}`} className="text-ui-fg-interactive font-mono">
      {id}
    </Link>
  )
}
