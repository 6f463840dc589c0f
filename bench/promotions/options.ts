import {
  namedParts,
  OTHER_CORES_USAGE,
  othersCores,
  positive,
  readPartArgs,
  whole,
  TEXT,
} from "../harness/bench-options"

/** In the order in which they run. */
export const PROMOTION_PARTS = ["size", "trace", "change", "competing"] as const
export type PromotionPart = (typeof PROMOTION_PARTS)[number]

export const PROMOTION_USAGE = [
  `${PROMOTION_PARTS.join(" ")}   only these parts; all of them write the result`,
  "--pairs N              measurements of each side (6)",
  "--carts N              different carts, each of which has to cost the same in every engine (100)",
  "--seconds S            in each measurement (0.5); json-rules-engine gets at least two carts",
  OTHER_CORES_USAGE,
].join("\n")

export interface PromotionOptions {
  readonly parts: readonly PromotionPart[]
  readonly pairs: number
  readonly carts: number
  readonly seconds: number
  readonly maxOthersCores: number | undefined
}

/** @throws LaunchFailure that names the option, what it was and what it takes */
export function parsePromotionOptions(args: readonly string[]): PromotionOptions {
  const options = { pairs: TEXT, carts: TEXT, seconds: TEXT, "max-other-cores": TEXT } as const
  const { values, positionals } = readPartArgs(args, options)
  return {
    parts: namedParts(PROMOTION_PARTS, positionals),
    pairs: whole("pairs", values.pairs ?? "6"),
    carts: whole("carts", values.carts ?? "100"),
    seconds: positive("seconds", values.seconds ?? "0.5"),
    maxOthersCores: othersCores(values["max-other-cores"]),
  }
}
