import { defineWidgetConfig } from "@medusajs/admin-sdk"
import { Button, Container, Heading, Skeleton, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { StackingFieldsForm } from "../components/form/stacking-fields-form"
import { useStacking } from "../lib/stacking-api"
import type { StackingFields } from "../lib/stacking-types"

interface Promotion {
  readonly id: string
  readonly metadata?: Readonly<Record<string, unknown>> | null
}

/** How a promotion stands beside others: its entry, or fields of its own. */
const PromotionStacking = ({ data: promotion }: { data: Promotion }) => {
  // The page of a promotion does not load its metadata by itself.
  const read = useStacking<{ promotion: Promotion }>(`/admin/promotions/${promotion.id}`, { fields: "id,metadata" })
  const entry = read.data?.promotion.id === promotion.id ? read.data.promotion.metadata?.stacking_entry : undefined
  const stored = useStacking<{ fields: StackingFields | null }>(`/admin/stacking/fields/${promotion.id}`)
  const error = read.error ?? stored.error
  return (
    <Container className="divide-y p-0">
      <div className="flex flex-wrap items-center justify-between gap-3 px-6 py-4">
        <div>
          <Heading level="h2">Stacking</Heading>
          <Text size="small" className="text-ui-fg-subtle">
            {typeof entry === "string"
              ? `Stands for the stacking entry ${entry}. What it gives and when is written there.`
              : "Which other promotions it may be combined with, and which comes first"}
          </Text>
        </div>
        {typeof entry === "string" && (
          <Button size="small" variant="secondary" asChild>
            <Link to={`/stacking/entries/${encodeURIComponent(entry)}`}>Open the entry</Link>
          </Button>
        )}
      </div>
      {error ? (
        <Text className="text-ui-fg-error px-6 py-4">{error.message}</Text>
      ) : !read.data || !stored.data ? (
        <Skeleton className="m-6 h-40" />
      ) : (
        typeof entry !== "string" && (
          <StackingFieldsForm key={promotion.id} promotionId={promotion.id} fields={stored.data.fields} />
        )
      )}
    </Container>
  )
}

export const config = defineWidgetConfig({ zone: "promotion.details.after", id: "promotion-stacking" })

export default PromotionStacking
