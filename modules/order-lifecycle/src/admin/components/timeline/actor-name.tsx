import { Link } from "react-router-dom"
import { useUserName } from "../../lib/lifecycle-api"
import type { Actor } from "../../lib/lifecycle-types"

const KINDS: Readonly<Record<string, string>> = { provider: "Provider", job: "Job", system: "System" }

/** Who did it, by name where there is one. */
export function ActorName({ actor }: { actor: Actor }) {
  const { type, id, request_id: request } = actor
  const isUser = type === "user" && id.startsWith("user_")
  const name = useUserName(id, isUser)
  const title = [`${type} ${id}`, request ? `request ${request}` : ""].filter(Boolean).join(", ")
  if (isUser) {
    return (
      <Link to={`/settings/users/${encodeURIComponent(id)}`} className="hover:text-ui-fg-base" title={title}>
        {name ?? id}
      </Link>
    )
  }
  if (type === "customer" && id.startsWith("cus_")) {
    return (
      <Link to={`/customers/${encodeURIComponent(id)}`} className="hover:text-ui-fg-base" title={title}>
        Customer
      </Link>
    )
  }
  return (
    <span title={title} className="break-all">
      {[KINDS[type] ?? type, id === type ? "" : id].filter(Boolean).join(" ")}
    </span>
  )
}
