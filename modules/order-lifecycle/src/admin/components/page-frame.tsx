import { Button, Container, Heading, Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import { Link } from "react-router-dom"

const PAGES = [
  { to: "/lifecycle", label: "Machine" },
  { to: "/lifecycle/refusals", label: "Refused transitions" },
  { to: "/lifecycle/differences", label: "Replay differences" },
] as const

interface Props {
  readonly title: string
  readonly about: string
  /** The page's own path, which it does not link to. */
  readonly path: (typeof PAGES)[number]["to"]
  readonly action?: ReactNode
  readonly children?: ReactNode
}

/** A page under Orders > Lifecycle, with the way to the others. */
export function PageFrame({ title, about, path, action, children }: Props) {
  return (
    <Container className="divide-y p-0">
      <div className="flex flex-wrap items-center justify-between gap-3 px-6 py-4">
        <div className="min-w-0">
          <Heading level="h1">{title}</Heading>
          <Text size="small" className="text-ui-fg-subtle">
            {about}
          </Text>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {PAGES.filter(({ to }) => to !== path).map(({ to, label }) => (
            <Button key={to} size="small" variant="secondary" asChild>
              <Link to={to}>{label}</Link>
            </Button>
          ))}
          {action}
        </div>
      </div>
      {children}
    </Container>
  )
}
