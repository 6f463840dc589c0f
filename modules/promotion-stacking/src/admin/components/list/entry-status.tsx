import { StatusBadge } from "@medusajs/ui"
import type { Status } from "../../lib/stacking-types"

const COLORS = { active: "green", draft: "grey", stopped: "red" } as const
const NAMES = { active: "Active", draft: "Draft", stopped: "Stopped" } as const

export const EntryStatus = ({ status }: { status: Status }) => (
  <StatusBadge color={COLORS[status]}>{NAMES[status]}</StatusBadge>
)
