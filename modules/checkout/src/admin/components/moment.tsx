import { exactMoment, momentText, momentWithZone } from "../lib/moment-text"

interface Props {
  readonly at: string
  /** Shown, and not only on hover. */
  readonly zone?: boolean
}

/** When something happened, with the zone and UTC on hover. */
export function Moment({ at, zone = false }: Props) {
  return (
    <time dateTime={at} title={exactMoment(at)} className="whitespace-nowrap tabular-nums">
      {zone ? momentWithZone(at) : momentText(at)}
    </time>
  )
}
