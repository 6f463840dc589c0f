import { useState } from "react"
import type { ItemPolicy } from "../../lib/stock-types"
import { ActionDrawer } from "../form/action-drawer"
import { TypedField } from "../form/field"

const NUMBERS = [
  ["lead_time_days", "Lead time in days", "How long it takes to obtain more."],
  ["backorder_limit", "Backorder limit", "Units promised at most beyond stock and what is scheduled."],
  ["preorder_cap", "Preorder cap", "Units sold at most before the release day."],
  ["decimals", "Decimals", "Places after the point a quantity may have, 0 to 3; else the unit of measure decides."],
] as const

const textOf = (value: number | null | undefined) => (value === null || value === undefined ? "" : String(value))

/** An item's own rules. An empty field is no rule. */
export function ItemPolicyDrawer({ itemId, policy }: { readonly itemId: string; readonly policy: ItemPolicy | null }) {
  const [values, setValues] = useState<Record<string, string>>(() =>
    Object.fromEntries(NUMBERS.map(([field]) => [field, textOf(policy?.[field])])),
  )
  const [releaseDay, setReleaseDay] = useState(policy?.preorder_release_day ?? "")
  return (
    <ActionDrawer
      title="Supply policy"
      opener="Policy"
      doer="Save"
      ready
      request={() => ({
        path: `/admin/atp/item-policies/${itemId}`,
        body: {
          ...Object.fromEntries(
            NUMBERS.map(([field]) => [field, values[field] === "" ? null : Number(values[field] ?? "")]),
          ),
          preorder_release_day: releaseDay || null,
        },
      })}
    >
      {NUMBERS.map(([field, label, hint]) => (
        <TypedField
          key={field}
          id={field}
          label={label}
          hint={hint}
          type="number"
          value={values[field] ?? ""}
          onType={(value) => {
            setValues({ ...values, [field]: value })
          }}
        />
      ))}
      <TypedField
        id="preorder-release-day"
        label="Release day"
        type="date"
        value={releaseDay}
        onType={setReleaseDay}
        hint="Before it, no promise is for an earlier day."
      />
    </ActionDrawer>
  )
}
