import type { ReactNode } from "react"
import type { Break } from "../../lib/break-types"
import { factRows } from "../../lib/break-words"
import { CodeText } from "../code-text"
import { Moment } from "../moment"

/** Since when it is so, where, and what was seen. */
export function BreakFacts({ one }: { readonly one: Break }) {
  return (
    <dl className="grid grid-cols-[fit-content(40%)_minmax(0,1fr)] gap-x-6 gap-y-2">
      <Fact name="So since">
        <Moment at={one.since} zone />
      </Fact>
      <Fact name="Found">
        <Moment at={one.found_at} zone />
      </Fact>
      {one.resolved_at !== null && (
        <Fact name="Put right">
          <Moment at={one.resolved_at} zone />
        </Fact>
      )}
      {factRows(one).map((row) => (
        <Fact key={`${row.label} ${row.shown}`} name={row.label}>
          {row.shown === "code" ? (
            <CodeText text={row.text} to={row.to} />
          ) : row.shown === "moment" ? (
            <Moment at={row.at} zone />
          ) : (
            <span className="break-words tabular-nums">{row.text}</span>
          )}
        </Fact>
      ))}
    </dl>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="txt-small text-ui-fg-subtle">{name}</dt>
      <dd className="txt-small text-ui-fg-base min-w-0">{children}</dd>
    </>
  )
}
