import { exactMoment, momentText, momentWithZone } from "../lib/moment-text"

interface Props {
  readonly at: string
  /** To the second and with the zone, and not only on hover. */
  readonly zone?: boolean
}

/** When something happened, to the minute, and to the second on hover. */
export function MomentCell({ at, zone = false }: Props) {
  return (
    <time dateTime={at} title={exactMoment(at)} className="whitespace-nowrap tabular-nums">
      {zone ? momentWithZone(at) : momentText(at)}
    </time>
  )
}
