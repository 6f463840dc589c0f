import {
  CartesianGrid,
  Legend,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts"
import { quantityText } from "../../lib/quantity-text"
import type { ItemSheet } from "../../lib/stock-types"

const COLORS = [
  "var(--tag-blue-icon)",
  "var(--tag-green-icon)",
  "var(--tag-orange-icon)",
  "var(--tag-purple-icon)",
  "var(--tag-red-icon)",
]

/** What can be promised for which day, one step line for each location; arrivals are the steps up. */
export function AtpChart({ sheet, nameOf }: { sheet: ItemSheet; nameOf: (locationId: string) => string }) {
  const days = [...new Set(sheet.timelines.flatMap((timeline) => timeline.points.map((point) => point.day)))].sort()
  const rows = daysWithEnd(days).map((day) => ({
    day,
    of: Object.fromEntries(
      sheet.timelines.map((timeline) => [
        timeline.location_id,
        timeline.points.findLast((point) => point.day <= day)?.available ?? timeline.now,
      ]),
    ),
  }))
  return (
    <figure>
      <div aria-hidden className="h-64 w-full">
        <ResponsiveContainer>
          <LineChart data={rows} margin={{ top: 8, right: 16, bottom: 0, left: 0 }}>
            <CartesianGrid stroke="var(--border-base)" vertical={false} />
            <XAxis dataKey="day" tick={{ fill: "var(--fg-subtle)", fontSize: 11 }} stroke="var(--border-strong)" />
            <YAxis
              allowDecimals={false}
              width={48}
              tick={{ fill: "var(--fg-subtle)", fontSize: 11 }}
              stroke="var(--border-strong)"
            />
            <ReferenceLine y={0} stroke="var(--border-strong)" />
            <Tooltip
              contentStyle={{
                background: "var(--bg-component)",
                border: "1px solid var(--border-base)",
                borderRadius: 8,
                color: "var(--fg-base)",
              }}
              labelFormatter={(day) =>
                typeof day === "string" ? [day, ...arrivals(sheet, day, nameOf)].join(" · ") : ""
              }
              formatter={(value, name) => [quantityText(Number(value)), name]}
            />
            <Legend wrapperStyle={{ fontSize: 12 }} />
            {sheet.timelines.map(({ location_id }, at) => (
              <Line
                key={location_id}
                dataKey={(row: (typeof rows)[number]) => row.of[location_id] ?? 0}
                name={nameOf(location_id)}
                type="stepAfter"
                dot={false}
                strokeWidth={2}
                isAnimationActive={false}
                stroke={COLORS[at % COLORS.length] ?? "var(--fg-base)"}
              />
            ))}
          </LineChart>
        </ResponsiveContainer>
      </div>
      <figcaption className="sr-only">
        {rows.map((row) =>
          sheet.timelines
            .map(({ location_id }) => `${row.day}, ${nameOf(location_id)}: ${String(row.of[location_id] ?? 0)}. `)
            .join(""),
        )}
      </figcaption>
    </figure>
  )
}

/** A step needs somewhere to end: a week after the last day something happens. */
function daysWithEnd(days: readonly string[]): readonly string[] {
  const last = days.at(-1)
  if (!last) return []
  const end = new Date(`${last}T00:00:00Z`)
  end.setUTCDate(end.getUTCDate() + 7)
  return [...days, end.toISOString().slice(0, 10)]
}

const arrivals = (sheet: ItemSheet, day: string, nameOf: (id: string) => string) =>
  sheet.supplies
    .filter((supply) => supply.day === day)
    .map((supply) => `${quantityText(supply.quantity)} arrive at ${nameOf(supply.location_id)} (${supply.kind})`)
