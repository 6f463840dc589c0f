import { Button, Container, Heading, Skeleton, Text } from "@medusajs/ui"
import { useState } from "react"
import { Link, useNavigate, useParams } from "react-router-dom"
import { EntryEditor } from "../../../../components/entry/entry-editor"
import { EntryFacts } from "../../../../components/entry/entry-facts"
import { EntryPreview } from "../../../../components/entry/entry-preview"
import { DeleteEntry } from "../../../../components/list/delete-entry"
import { EntryStatus } from "../../../../components/list/entry-status"
import { KillSwitch } from "../../../../components/list/kill-switch"
import { entryYaml } from "../../../../lib/entry-yaml"
import { useStacking } from "../../../../lib/stacking-api"
import type { Entry } from "../../../../lib/stacking-types"

/** Promotions > Stacking > one entry. */
const EntryPage = () => {
  const { id = "" } = useParams()
  const { data, error } = useStacking<{ entry: Entry }>(`/admin/stacking/entries/${encodeURIComponent(id)}`)
  if (error) {
    return (
      <Container className="flex flex-col items-start gap-4">
        <Text className="text-ui-fg-error">{error.message}</Text>
        <Button size="small" variant="secondary" asChild>
          <Link to="/stacking">All entries</Link>
        </Button>
      </Container>
    )
  }
  // While another entry loads, the one before it is still there.
  if (data?.entry.id !== id) return <Skeleton className="h-96 w-full" />
  return <EntrySheet key={id} entry={data.entry} />
}

/** The text is kept apart from what is saved until it is saved or discarded. */
function EntrySheet({ entry }: { entry: Entry }) {
  const [typed, setTyped] = useState<string | null>(null)
  const navigate = useNavigate()
  const saved = entryYaml(entry.source)
  const text = typed ?? saved
  return (
    <div className="flex flex-col gap-3">
      <Container className="divide-y p-0">
        <div className="flex flex-wrap items-center justify-between gap-3 px-6 py-4">
          <div className="min-w-0">
            <Heading level="h1" className="break-words">
              {entry.id}
            </Heading>
            <Text size="small" className="text-ui-fg-subtle">
              Changed {new Date(entry.updated_at).toLocaleString()} ·{" "}
              <Link to={`/promotions/${entry.promotion_id}`} className="text-ui-fg-interactive">
                its promotion in Medusa
              </Link>
            </Text>
          </div>
          <div className="flex items-center gap-3">
            <EntryStatus status={entry.status} />
            <KillSwitch entry={entry} />
            <DeleteEntry
              id={entry.id}
              onDone={() => {
                void navigate("/stacking")
              }}
            />
          </div>
        </div>
        <EntryFacts entry={entry} />
      </Container>
      <EntryEditor
        id={entry.id}
        text={text}
        saved={saved}
        onText={(next) => {
          setTyped(next === saved ? null : next)
        }}
      />
      <EntryPreview source={entry.source} text={text} />
    </div>
  )
}

export default EntryPage
