import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import { ALLOWED_IMPORTS, BOUNDARY_VIOLATIONS } from "./boundary-violations"
import { boundaryRules, cruise, type Violation } from "./cruise"
import { mirroredTree } from "./mirrored-tree"
import { REPOSITORY_ROOT } from "./repository-root"
import type { TemporaryTree } from "./temporary-tree"

describe("boundaries", () => {
  let tree: TemporaryTree
  let found: readonly Violation[]

  // All violations lie in one tree, since starting dependency-cruiser takes longer than checking it.
  beforeAll(() => {
    tree = mirroredTree(Object.assign({}, ALLOWED_IMPORTS, ...BOUNDARY_VIOLATIONS.map(({ files }) => files)))
    found = cruise(tree.root).violations
  })
  afterAll(() => tree.remove())

  const objectionsTo = (files: Readonly<Record<string, string>>) => found.filter(({ from }) => from in files)

  it.each(BOUNDARY_VIOLATIONS.map((violation) => [violation.rule, violation.does, violation.files] as const))(
    "%s objects, and no other rule, when %s",
    (rule, _does, files) => {
      expect([...new Set(objectionsTo(files).map((objection) => objection.rule))]).toEqual([rule])
    },
  )

  it("no rule objects to imports that point inwards", () => {
    expect(objectionsTo(ALLOWED_IMPORTS)).toEqual([])
  })

  it("no rule objects to a file nobody meant as a violation", () => {
    const meant = Object.assign({}, ...BOUNDARY_VIOLATIONS.map(({ files }) => files)) as Record<string, string>
    expect(found.filter(({ from }) => !(from in meant))).toEqual([])
  })

  it("every rule is an error, says why it is there, and has a deliberate violation", () => {
    const violated = new Set(BOUNDARY_VIOLATIONS.map(({ rule }) => rule))
    for (const { name, comment, severity } of boundaryRules()) {
      expect({ name, severity, says: (comment ?? "").length > 40, violated: violated.has(name) }).toEqual({
        name,
        severity: "error",
        says: true,
        violated: true,
      })
    }
    expect([...violated].filter((rule) => boundaryRules().every(({ name }) => name !== rule))).toEqual([])
  })

  it("the repository has no violation", () => {
    const { modules, violations } = cruise(REPOSITORY_ROOT)
    expect(violations).toEqual([])
    // A run that looked at nothing is clean as well.
    expect(modules).toBeGreaterThan(20)
  })
})
