import { OFFSETS, type Moment } from "../../lib/moment"
import { ChosenField, TypedField } from "./field"

interface Props {
  readonly moment: Moment
  readonly onChange: (moment: Moment) => void
}

const options = OFFSETS.map((offset) => ({ value: offset, label: `UTC${offset}` }))

/** When the cart is priced: any time, past or to come. */
export function MomentField({ moment, onChange }: Props) {
  return (
    <>
      <TypedField
        id="moment-local"
        label="Priced at"
        type="datetime-local"
        hint={moment.local ? undefined : "Empty: now."}
        value={moment.local}
        onType={(local) => {
          onChange({ ...moment, local })
        }}
      />
      <ChosenField
        id="moment-offset"
        label="Offset from UTC"
        value={moment.offset}
        options={options}
        onChoose={(offset) => {
          if (offset) onChange({ ...moment, offset })
        }}
      />
    </>
  )
}
