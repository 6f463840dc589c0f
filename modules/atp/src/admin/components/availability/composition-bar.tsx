import { quantityText } from "../../lib/quantity-text"
import type { Level } from "../../lib/stock-types"

/** What the units on the shelf are there for, seen at a glance and readable as one sentence. */
export function CompositionBar({ level }: { level: Level }) {
  const parts = [
    { name: "allocated", units: level.allocated, color: "bg-ui-tag-blue-icon" },
    { name: "held", units: level.held, color: "bg-ui-tag-orange-icon" },
    { name: "safety stock", units: level.safety_stock, color: "bg-ui-tag-neutral-icon" },
    { name: "available", units: Math.max(0, level.atp), color: "bg-ui-tag-green-icon" },
  ].filter((part) => part.units > 0)
  const total = parts.reduce((sum, part) => sum + part.units, 0)
  const said = parts.map((part) => `${quantityText(part.units)} ${part.name}`).join(", ") || "nothing on hand"
  return (
    <div
      role="img"
      aria-label={said}
      title={said}
      className="bg-ui-bg-component flex h-1.5 w-24 overflow-hidden rounded-full"
    >
      {parts.map((part) => (
        <div key={part.name} className={part.color} style={{ width: `${(100 * part.units) / total}%` }} />
      ))}
    </div>
  )
}
