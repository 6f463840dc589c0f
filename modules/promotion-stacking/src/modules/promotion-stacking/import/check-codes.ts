import type { Entry } from "../domain/entry"
import type { EntryProblem } from "./known"
import { shown } from "./read-fields"
import type { Problems } from "./reading"

/** Finds active entries that take the same code: a shopper who enters it could mean only one of them. */
export function checkCodes(entries: readonly Entry[], problems: Problems): void {
  const owners = new Map<string, string>()
  for (const { id, codes, status } of entries) {
    if (status !== "active") continue
    for (const code of codes) {
      const owner = owners.get(code)
      if (owner === undefined) owners.set(code, id)
      else if (owner !== id) problems.add(codeTaken(id, code, `entry ${owner}`))
    }
  }
}

/** @param owner whose the code is already: `entry spring`, `promotion SPRING` */
export const codeTaken = (entry: string, code: string, owner: string): EntryProblem => ({
  code: "entry_code_taken",
  entry,
  field: "codes",
  message: `codes names ${shown(code)}, which is for ${owner} already.`,
  nextStep: "Give one of them another code, or stop one of them.",
})
