import { Button, Copy, Drawer, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import type { Break } from "../../lib/break-types"
import { momentWords } from "../../lib/attempt-words"
import { useRepair } from "../../lib/breaks-api"
import { breakAmount, HowBadge } from "./breaks-table"

/** One break: what was seen, what would mend it, and who has to agree. */
export function BreakDrawer({ one, onClose }: { readonly one: Break | undefined; readonly onClose: () => void }) {
  return (
    <Drawer
      open={one !== undefined}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      {one && (
        <Drawer.Content>
          <Drawer.Header>
            <Drawer.Title>{one.title}</Drawer.Title>
            <Drawer.Description className="flex flex-wrap items-center gap-2">
              <HowBadge one={one} />
              {breakAmount(one) !== "–" && <span className="tabular-nums">{breakAmount(one)}</span>}
            </Drawer.Description>
          </Drawer.Header>
          <Drawer.Body className="flex flex-col gap-6 overflow-y-auto">
            <Facts one={one} />
            <section className="flex flex-col gap-1">
              <Text size="small" weight="plus">
                {one.repair === null ? "What to do" : "What repairing does"}
              </Text>
              <Text size="small">{one.repair ?? one.advice}</Text>
              {one.repair !== null && (
                <Text size="small" className="text-ui-fg-subtle">
                  {one.advice}
                </Text>
              )}
            </section>
            {one.failure && (
              <section className="flex flex-col gap-1">
                <Text size="small" weight="plus">
                  Why the last repair did not help
                </Text>
                <Text size="small" className="text-ui-fg-error break-words">
                  {one.failure}
                </Text>
              </section>
            )}
          </Drawer.Body>
          <RepairFooter one={one} onClose={onClose} />
        </Drawer.Content>
      )}
    </Drawer>
  )
}

function Facts({ one }: { readonly one: Break }) {
  const ids = [
    ["About", one.subject_id],
    ["Order", one.order_id],
    ["Cart", one.cart_id],
  ] as const
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
      <Term name="So since">{momentWords(one.since)}</Term>
      <Term name="Found">{momentWords(one.found_at)}</Term>
      {ids.map(
        ([name, id]) =>
          id && (
            <Term key={name} name={name}>
              <span className="inline-flex items-center gap-1 break-all font-mono">
                {name === "Order" ? (
                  <Link className="text-ui-fg-interactive" to={`/orders/${id}`}>
                    {id}
                  </Link>
                ) : (
                  id
                )}
                <Copy content={id} />
              </span>
            </Term>
          ),
      )}
      {Object.entries(one.facts).map(
        ([name, value]) =>
          value !== null && (
            <Term key={name} name={sentence(name)}>
              <span className="break-words">{typeof value === "string" ? value : JSON.stringify(value)}</span>
            </Term>
          ),
      )}
    </dl>
  )
}

const sentence = (name: string) => name.charAt(0).toUpperCase() + name.slice(1).replaceAll("_", " ")

function Term({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <>
      <dt>
        <Text size="small" className="text-ui-fg-subtle">
          {name}
        </Text>
      </dt>
      <dd className="text-ui-fg-base txt-small min-w-0">{children}</dd>
    </>
  )
}

function RepairFooter({ one, onClose }: { readonly one: Break; readonly onClose: () => void }) {
  const repair = useRepair(one.id)
  const waits = one.asked_by !== null
  const said = repair.error?.message ?? repair.data?.failure
  return (
    <Drawer.Footer className="flex flex-col items-stretch gap-2">
      {said && (
        <Text size="small" className="text-ui-fg-error break-words" role="alert">
          {said}
        </Text>
      )}
      <div className="flex justify-end gap-2">
        {waits && one.resolved_at === null && (
          <Button
            size="small"
            variant="secondary"
            isLoading={repair.isPending}
            onClick={() => {
              repair.mutate("withdraw")
            }}
          >
            Withdraw the wish
          </Button>
        )}
        <Drawer.Close asChild>
          <Button size="small" variant="secondary">
            Close
          </Button>
        </Drawer.Close>
        {one.repair !== null && one.resolved_at === null && (
          <Button
            size="small"
            isLoading={repair.isPending}
            onClick={() => {
              repair.mutate("repair", {
                onSuccess: ({ repaired }) => {
                  if (repaired) onClose()
                },
              })
            }}
          >
            {one.needs_second_admin && !waits ? "Ask a second admin" : "Repair"}
          </Button>
        )}
      </div>
    </Drawer.Footer>
  )
}
