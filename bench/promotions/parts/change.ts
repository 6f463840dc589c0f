import type { PartContext, PartResult } from "../part"
import { measureChangeAcrossProcesses } from "./change-across-processes"
import { measureChangeInIndex } from "./change-in-index"

/** Promotions that are stopped and started while carts are priced: in one process, and by another one. */
export async function measureChange(context: PartContext): Promise<PartResult> {
  const inIndex = await measureChangeInIndex(context)
  const across = await measureChangeAcrossProcesses(context)
  return {
    title: `${inIndex.title}; and ${across.title}`,
    compared: [...inIndex.compared, ...across.compared],
    curves: [],
    figures: { ...inIndex.figures, ...across.figures },
    goals: [...inIndex.goals, ...across.goals],
    noise: [...inIndex.noise, ...across.noise],
  }
}
