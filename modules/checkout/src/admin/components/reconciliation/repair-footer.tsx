import { Button, Drawer, InlineTip, Text, toast } from "@medusajs/ui"
import type { Break } from "../../lib/break-types"
import { useMe, type Repairing } from "../../lib/breaks-api"

interface Props {
  readonly one: Break
  readonly repair: Repairing
  readonly onClose: () => void
}

/** What this admin may do about a break, and what came of it. */
export function RepairFooter({ one, repair, onClose }: Props) {
  const me = useMe()
  const open = one.repair !== null && one.resolved_at === null
  const asked = one.asked_by !== null
  const mine = asked && one.asked_by === me.data
  const send = (act: "repair" | "withdraw") => {
    repair.mutate(act, {
      onSuccess: (answer) => {
        if (act === "withdraw") toast.success(mine ? "Your request is withdrawn." : "The request is declined.")
        else if (answer.repaired && answer.break.resolved_at !== null) {
          toast.success("It is put right.")
          onClose()
        } else if (answer.repaired) toast.info("The repair is done. Whether it helped is seen within a minute.")
      },
    })
  }
  const said = repair.error?.message ?? repair.data?.failure
  return (
    <Drawer.Footer className="flex-col items-stretch gap-3">
      {said && (
        <InlineTip variant="warning" label="Not mended" role="alert" className="break-words">
          {said}
        </InlineTip>
      )}
      {open && mine && (
        <Text size="small" className="text-ui-fg-subtle">
          You asked for it. Send this page’s address to another admin, who can approve it here.
        </Text>
      )}
      <div className="flex flex-wrap items-center justify-end gap-2">
        <Drawer.Close asChild>
          <Button size="small" variant="transparent">
            Close
          </Button>
        </Drawer.Close>
        {open && asked && me.data !== undefined && (
          <Button
            size="small"
            variant="secondary"
            disabled={repair.isPending}
            isLoading={repair.isPending && repair.variables === "withdraw"}
            onClick={() => {
              send("withdraw")
            }}
          >
            {mine ? "Withdraw" : "Decline"}
          </Button>
        )}
        {open && !mine && (
          <Button
            size="small"
            disabled={repair.isPending || me.data === undefined}
            isLoading={repair.isPending && repair.variables === "repair"}
            onClick={() => {
              send("repair")
            }}
          >
            {asked ? "Approve and repair" : one.needs_second_admin ? "Ask a second admin" : "Repair"}
          </Button>
        )}
      </div>
    </Drawer.Footer>
  )
}
