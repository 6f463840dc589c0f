import { Copy } from "@medusajs/ui"
import { Link } from "react-router-dom"

interface Props {
  readonly text: string
  /** Where it leads in the dashboard. */
  readonly to?: string | undefined
}

/** An id or a key: it may be long, can be copied, and may lead somewhere. */
export function CodeText({ text, to }: Props) {
  return (
    <span className="inline-flex min-w-0 items-start gap-1">
      {to === undefined ? (
        <span className="break-all font-mono">{text}</span>
      ) : (
        <Link
          to={to}
          className="text-ui-fg-interactive hover:text-ui-fg-interactive-hover focus-visible:shadow-borders-focus break-all rounded font-mono outline-none"
        >
          {text}
        </Link>
      )}
      <Copy content={text} className="text-ui-fg-muted mt-0.5 shrink-0" />
    </span>
  )
}
