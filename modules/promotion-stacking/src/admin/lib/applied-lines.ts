import type { Evaluation, TraceLine } from "./stacking-types"

/** The trace of what took something off, in the order in which it did. */
export const appliedLines = ({ applied, trace }: Evaluation): readonly TraceLine[] =>
  applied.flatMap((id) => trace.find((line) => line.promotion === id) ?? [])
