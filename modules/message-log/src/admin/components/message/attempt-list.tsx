import { Heading, StatusBadge, Text } from "@medusajs/ui"
import type { InboxAttempt } from "../../lib/inbox-types"
import { VERDICT_WORDS } from "../../lib/state-words"
import { MomentCell } from "../moment-cell"

interface Props {
  readonly attempts: readonly InboxAttempt[]
  /** How often it was tried, which may be more than are kept. */
  readonly total: number
}

/** What its handler said each time, the newest first. */
export function AttemptList({ attempts, total }: Props) {
  return (
    <section className="flex flex-col gap-2">
      <Heading level="h3">Attempts</Heading>
      {attempts.length === 0 ? (
        <Text size="small" className="text-ui-fg-subtle">
          It has not been tried yet.
        </Text>
      ) : (
        <ol className="border-ui-border-base divide-y rounded-lg border">
          {attempts.map((attempt, place) => (
            <li key={place} className="flex flex-col gap-1 px-3 py-2">
              <div className="txt-compact-small flex items-center justify-between gap-3">
                <StatusBadge color={VERDICT_WORDS[attempt.verdict].color}>
                  {VERDICT_WORDS[attempt.verdict].label}
                </StatusBadge>
                <span className="text-ui-fg-subtle whitespace-nowrap">
                  <MomentCell at={attempt.at} />
                  {attempt.ms !== undefined && `, ${attempt.ms.toLocaleString()} ms`}
                </span>
              </div>
              {attempt.text && (
                <Text size="small" className="text-ui-fg-subtle break-words">
                  {attempt.text}
                </Text>
              )}
            </li>
          ))}
        </ol>
      )}
      {total > attempts.length && attempts.length > 0 && (
        <Text size="small" className="text-ui-fg-subtle">
          The last {attempts.length} of {total.toLocaleString()}.
        </Text>
      )}
    </section>
  )
}
