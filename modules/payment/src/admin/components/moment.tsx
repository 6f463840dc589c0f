import { exactMoment, momentText } from "../lib/moment-text"

/** When something happened or ends, with its zone, and to the second with UTC on hover. */
export const Moment = ({ at }: { readonly at: string }) => (
  <time dateTime={at} title={exactMoment(at)} className="whitespace-nowrap tabular-nums">
    {momentText(at)}
  </time>
)
