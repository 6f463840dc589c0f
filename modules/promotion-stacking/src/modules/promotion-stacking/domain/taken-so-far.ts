import type { Standing } from "./rule"

/** The promotions that were taken, and who may still join them: the same answer as `mayMeet` with each of them. */
export class TakenSoFar {
  private readonly taken: Standing[] = []
  private readonly groups = new Set<string>()
  /** Those of them that choose by name whom they meet. */
  private readonly choosy: Standing[] = []
  private closed = false

  /** Whether nobody may join any more. */
  get isClosed(): boolean {
    return this.closed
  }

  take(one: Standing): void {
    this.taken.push(one)
    if (one.exclusive) this.closed = true
    if (one.group !== null) this.groups.add(one.group)
    if (one.excludes.size > 0 || one.stacksWith !== "any") this.choosy.push(one)
  }

  admits(one: Standing): boolean {
    const { taken, groups, choosy } = this
    if (taken.length === 0) return true
    if (this.closed || one.exclusive || (one.group !== null && groups.has(one.group))) return false
    for (const other of choosy) if (!allows(other, one)) return false
    if (one.excludes.size === 0 && one.stacksWith === "any") return true
    for (const other of taken) if (!allows(one, other)) return false
    return true
  }
}

const allows = ({ excludes, stacksWith }: Standing, { id }: Standing): boolean =>
  !excludes.has(id) && (stacksWith === "any" || stacksWith.has(id))
