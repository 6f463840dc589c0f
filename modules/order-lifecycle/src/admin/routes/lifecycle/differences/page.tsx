import { Button, Text } from "@medusajs/ui"
import { PageFrame } from "../../../components/page-frame"
import { Paging } from "../../../components/paging"
import { ReadProblem } from "../../../components/read-problem"
import { CheckNotice } from "../../../components/records/check-notice"
import { DifferencesTable } from "../../../components/records/differences-table"
import { useDifferenceCheck, useLifecycleRecords } from "../../../lib/lifecycle-api"
import type { DifferencePage } from "../../../lib/machine-types"
import { pageOf, useChoices } from "../../../lib/use-choices"

const PAGE_SIZE = 25

/** Orders > Lifecycle > Replay differences: where the log of an order says something else than what is stored. */
const DifferencesPage = () => {
  const [params, choose] = useChoices()
  const page = pageOf(params)
  const check = useDifferenceCheck()
  const { data, error, refetch, isPlaceholderData } = useLifecycleRecords<DifferencePage>(
    "/admin/lifecycle/differences",
    { limit: PAGE_SIZE, offset: page * PAGE_SIZE },
  )
  return (
    <PageFrame
      title="Replay differences"
      about="Each night every order is rebuilt from its log and compared with what is stored"
      path="/lifecycle/differences"
      action={
        <Button
          size="small"
          isLoading={check.isPending}
          onClick={() => {
            check.mutate()
          }}
        >
          Check now
        </Button>
      }
    >
      <CheckNotice check={check} />
      {error && !data ? (
        <ReadProblem error={error} onRetry={refetch} />
      ) : data?.count === 0 ? (
        <div className="px-6 py-16 text-center">
          <Text size="small" weight="plus">
            Replay and state agree
          </Text>
          <Text size="small" className="text-ui-fg-subtle">
            No order is different from what its log says.
          </Text>
        </div>
      ) : (
        <div aria-busy={isPlaceholderData} className={isPlaceholderData ? "opacity-50" : ""}>
          <DifferencesTable differences={data?.differences} />
        </div>
      )}
      <Paging
        count={data?.count ?? 0}
        page={page}
        pageSize={PAGE_SIZE}
        onPage={(next) => {
          choose({ page: String(next) })
        }}
      />
    </PageFrame>
  )
}

export default DifferencesPage
