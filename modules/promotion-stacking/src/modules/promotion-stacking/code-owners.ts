/**
 * By code, the entry that it is for. Of several, the active one: an entry that was stopped, or is still a draft, may
 * have the code of the one that takes its place.
 */
export class CodeOwners {
  private readonly owners = new Map<string, Map<string, boolean>>()
  private batches = 0

  has(code: string): boolean {
    return this.owners.has(code)
  }

  get(code: string): string | undefined {
    const owners = this.owners.get(code)
    if (!owners) return undefined
    const all = [...owners]
    return (all.find(([, active]) => active) ?? all[0])?.[0]
  }

  /** Whether some entry takes codes that can be used once. */
  get hasBatches(): boolean {
    return this.batches > 0
  }

  add(id: string, codes: Iterable<string>, active: boolean): void {
    for (const code of codes) {
      const owners = this.owners.get(code) ?? new Map<string, boolean>()
      if (owners.size === 0 && code.startsWith("batch:")) this.batches += 1
      this.owners.set(code, owners.set(id, active))
    }
  }

  remove(id: string, codes: Iterable<string>): void {
    for (const code of codes) {
      const owners = this.owners.get(code)
      if (!owners?.delete(id) || owners.size > 0) continue
      this.owners.delete(code)
      if (code.startsWith("batch:")) this.batches -= 1
    }
  }
}
