import { Button, Drawer, Input, Label, Select, Text, toast } from "@medusajs/ui"
import { useState } from "react"
import { useStockChange } from "../../lib/stock-api"
import type { ChannelPolicy } from "../../lib/stock-types"

const MOMENTS = {
  cart: "When added to the cart",
  payment: "When the payment starts",
  never: "Only at completion",
} as const
const STRATEGIES = {
  priority: "By location priority",
  nearest: "Nearest to the customer",
  fewest_splits: "Fewest shipments",
  lowest_cost: "Lowest cost",
} as const

/** How one sales channel holds and allocates. Times are minutes here and seconds in the API. */
export function ChannelDrawer({ policy, name, onClose }: { policy: ChannelPolicy; name: string; onClose: () => void }) {
  const [holdAt, setHoldAt] = useState<string>(policy.hold_at)
  const [strategy, setStrategy] = useState(policy.strategy)
  const [minutes, setMinutes] = useState({
    guest_ttl_seconds: String(policy.guest_ttl_seconds / 60),
    customer_ttl_seconds: String(policy.customer_ttl_seconds / 60),
    cap_seconds: String(policy.cap_seconds / 60),
    grace_seconds: String(policy.grace_seconds / 60),
  })
  const change = useStockChange()
  const save = async () => {
    const seconds = Object.entries(minutes).map(([field, value]) => [field, Math.round(Number(value) * 60)])
    try {
      await change.mutateAsync({
        path: `/admin/atp/channel-policies/${encodeURIComponent(policy.sales_channel_id)}`,
        body: { hold_at: holdAt, strategy, ...(Object.fromEntries(seconds) as Record<string, number>) },
      })
      onClose()
    } catch (error) {
      toast.error((error as Error).message)
    }
  }
  const times = [
    ["guest_ttl_seconds", "Guests hold for (minutes)"],
    ["customer_ttl_seconds", "Signed-in customers hold for (minutes)"],
    ["cap_seconds", "Activity renews up to (minutes)"],
    ["grace_seconds", "Kept after a failed payment (minutes)"],
  ] as const
  return (
    <Drawer
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title>{name}</Drawer.Title>
        </Drawer.Header>
        <Drawer.Body className="flex flex-col gap-4">
          <Choice id="hold-at" label="Units are held" value={holdAt} options={MOMENTS} onChange={setHoldAt} />
          <Choice id="strategy" label="Units come from" value={strategy} options={STRATEGIES} onChange={setStrategy} />
          {times.map(([field, label]) => (
            <div key={field} className="flex flex-col gap-2">
              <Label htmlFor={field}>{label}</Label>
              <Input
                id={field}
                type="number"
                min={0}
                step="any"
                value={minutes[field]}
                onChange={(event) => {
                  setMinutes({ ...minutes, [field]: event.target.value })
                }}
              />
            </div>
          ))}
          <Text size="xsmall" className="text-ui-fg-subtle">
            At completion units are always held, whatever is chosen here.
          </Text>
        </Drawer.Body>
        <Drawer.Footer>
          <Drawer.Close asChild>
            <Button variant="secondary">Cancel</Button>
          </Drawer.Close>
          <Button
            isLoading={change.isPending}
            onClick={() => {
              void save()
            }}
          >
            Save
          </Button>
        </Drawer.Footer>
      </Drawer.Content>
    </Drawer>
  )
}

interface ChoiceProps {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly options: Readonly<Record<string, string>>
  readonly onChange: (value: string) => void
}

function Choice({ id, label, value, options, onChange }: ChoiceProps) {
  return (
    <div className="flex flex-col gap-2">
      <Label htmlFor={id}>{label}</Label>
      <Select value={value} onValueChange={onChange}>
        <Select.Trigger id={id}>
          <Select.Value />
        </Select.Trigger>
        <Select.Content>
          {Object.entries(options).map(([option, text]) => (
            <Select.Item key={option} value={option}>
              {text}
            </Select.Item>
          ))}
        </Select.Content>
      </Select>
    </div>
  )
}
