import type { Tier } from "../domain/entry"
import { readAmounts } from "./read-amounts"
import { kindOf, readFields, under } from "./read-fields"
import { readPercent } from "./read-percent"
import type { Reading } from "./reading"

const MOST_TIERS = 100
const EXAMPLE = 'Write a list such as [{ from: { USD: "50.00" }, value: 5 }].'

/** Each from an amount on, with either a percentage or amounts off. */
export function readTiers(reading: Reading, path: string, value: unknown): readonly Tier[] {
  if (!Array.isArray(value)) {
    reading.report("entry_malformed", path, `is ${kindOf(value)}, not a list of tiers`, EXAMPLE)
    return []
  }
  if (value.length === 0) reading.report("entry_empty", path, "is an empty list, so the entry gives nothing", EXAMPLE)
  if (value.length > MOST_TIERS) {
    reading.report("entry_malformed", path, `has ${value.length} tiers, and may have ${MOST_TIERS}`, "Use fewer tiers.")
    return []
  }
  return value.map((tier, n) => readTier(reading, under(path, n), tier))
}

function readTier(reading: Reading, path: string, value: unknown): Tier {
  const fields = readFields(reading, path, value, ["from", "value", "off"])
  const from = readAmounts(reading, under(path, "from"), fields["from"], 0n)
  const [percent, amounts] = [fields["value"], fields["off"]]
  if ((percent === undefined) === (amounts === undefined)) {
    const says = percent === undefined ? "has neither value nor off, so it gives nothing" : "has both value and off"
    const code = percent === undefined ? "entry_empty" : "entry_malformed"
    reading.report(code, path, says, 'Write either value: 5 for a percentage, or off: { USD: "5.00" }.')
    return { from, off: { ppm: 0 } }
  }
  if (percent !== undefined) return { from, off: { ppm: readPercent(reading, under(path, "value"), percent) } }
  const off = readAmounts(reading, under(path, "off"), amounts)
  const pointless = Object.keys(off).find((currency) => from[currency] === undefined)
  if (pointless !== undefined && Object.keys(from).length > 0) {
    const says = `is never given: from names no amount in ${pointless}`
    reading.report("entry_empty", under(under(path, "off"), pointless), says, `Name ${pointless} in from as well.`)
  }
  return { from, off: { amounts: off } }
}
