import { Badge, Button, Text } from "@medusajs/ui"
import { PageFrame } from "../../../components/page-frame"
import { Paging } from "../../../components/paging"
import { ReadProblem } from "../../../components/read-problem"
import { ReasonChoice } from "../../../components/records/reason-choice"
import { RefusalsTable } from "../../../components/records/refusals-table"
import { useLifecycleRecords } from "../../../lib/lifecycle-api"
import type { RefusalPage } from "../../../lib/machine-types"
import { pageOf, useChoices } from "../../../lib/use-choices"

const PAGE_SIZE = 25

/** Orders > Lifecycle > Refused transitions: what was tried and did not happen. The choices are in the address. */
const RefusalsPage = () => {
  const [params, choose] = useChoices()
  const [code, orderId, page] = [params.get("code") ?? "", params.get("order_id") ?? "", pageOf(params)]
  const { data, error, refetch, isPlaceholderData } = useLifecycleRecords<RefusalPage>("/admin/lifecycle/refusals", {
    ...(code && { code }),
    ...(orderId && { order_id: orderId }),
    limit: PAGE_SIZE,
    offset: page * PAGE_SIZE,
  })
  return (
    <PageFrame
      title="Refused transitions"
      about="What was tried and did not happen: the order stayed as it was"
      path="/lifecycle/refusals"
    >
      <div className="flex flex-wrap items-center gap-3 px-6 py-3">
        <ReasonChoice
          code={code}
          seen={data?.refusals.map((refusal) => refusal.code) ?? []}
          onChoose={(next) => {
            choose({ code: next })
          }}
        />
        {orderId && (
          <span className="flex min-w-0 items-center gap-2">
            <Badge size="small" className="truncate font-mono">
              {orderId}
            </Badge>
            <Button
              size="small"
              variant="transparent"
              onClick={() => {
                choose({ order_id: "" })
              }}
            >
              All orders
            </Button>
          </span>
        )}
      </div>
      {error && !data ? (
        <ReadProblem error={error} onRetry={refetch} />
      ) : data?.count === 0 ? (
        <Text size="small" className="text-ui-fg-subtle px-6 py-16 text-center">
          {code || orderId
            ? "Nothing was refused like that. Change the choice above."
            : "Nothing has been refused yet."}
        </Text>
      ) : (
        <div aria-busy={isPlaceholderData} className={isPlaceholderData ? "opacity-50" : ""}>
          <RefusalsTable refusals={data?.refusals} />
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

export default RefusalsPage
