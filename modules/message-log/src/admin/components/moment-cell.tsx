import { exactMoment, momentText } from "../lib/moment-text"

/** When something happened, to the minute, and to the second on hover. */
export function MomentCell({ at }: { at: string }) {
  return (
    <time dateTime={at} title={exactMoment(at)} className="whitespace-nowrap tabular-nums">
      {momentText(at)}
    </time>
  )
}
