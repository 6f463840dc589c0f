import { Text } from "@medusajs/ui"
import { problemsOf } from "../../lib/post-for-problems"
import { ProblemsTable } from "../list/problems-table"

/** Why nothing could be priced or saved, with every problem. */
export function Refusal({ error }: { error: Error }) {
  const problems = problemsOf(error)
  return (
    <div className="flex flex-col gap-3" role="alert">
      <Text size="small" className="text-ui-fg-error">
        {error.message}
      </Text>
      {problems.length > 0 && <ProblemsTable problems={problems} />}
    </div>
  )
}
