import { describe, expect, it } from "@jest/globals"
import { problemsOf, readOne } from "./__fixtures__/shop"

describe("an entry", () => {
  it("reads all 10 keys beside conditions, action, exclusions and limits", () => {
    const given = {
      id: "a.b-c_1",
      status: "draft",
      priority: -5,
      lane: 3,
      base: "initial",
      group: "best",
      exclusive: true,
    }
    expect(readOne({ ...given, stacks_with: "any", codes: "SPRING", campaign: "camp_1" })).toMatchObject({
      ...given,
      stacksWith: "any",
      codes: ["SPRING"],
      campaign: "camp_1",
    })
  })

  it("takes keys that are empty for left out where that widens nothing", () => {
    expect(readOne({ priority: null, group: null, stacks_with: null, codes: null, limits: { uses: null } })).toEqual(
      readOne({}),
    )
  })

  it("reads 1 selector for each of 6 kinds of exclusion", () => {
    const kinds = {
      variants: "variant",
      products: "product",
      categories: "category",
      collections: "collection",
      tags: "tag",
      types: "type",
    }
    const exclusions = Object.fromEntries(Object.keys(kinds).map((key) => [key, ["tees"]]))
    expect(readOne({ exclusions: { ...exclusions, promotions: ["other"] } }).exclusions).toEqual({
      lines: Object.values(kinds).map((attribute) => ({ [attribute]: ["tees"] })),
      promotions: ["other"],
    })
  })

  it("reads 4 limits", () => {
    const limits = {
      uses: 100,
      uses_per_customer: 1,
      uses_per_cohort: [{ cohort: "new", uses: 7 }],
      budget: { BHD: "1.5" },
    }
    expect(readOne({ limits }).limits).toEqual({
      uses: 100,
      usesPerCustomer: 1,
      usesPerCohort: [{ cohort: "new", uses: 7 }],
      budget: { BHD: 1500n },
    })
  })

  it.each([
    [{ id: "has space" }, "entry_malformed", "id"],
    [{ id: "x".repeat(101) }, "entry_malformed", "id"],
    [{ status: "Active" }, "entry_malformed", "status"],
    [{ priority: 1_000_001 }, "entry_malformed", "priority"],
    [{ lane: 1.5 }, "entry_malformed", "lane"],
    [{ group: "" }, "entry_malformed", "group"],
    [{ group: "\ud800" }, "entry_malformed", "group"],
    [{ exclusive: 1 }, "entry_malformed", "exclusive"],
    [{ stacks_with: ["any"] }, "entry_malformed", "stacks_with"],
    [{ codes: ["A", 5] }, "entry_malformed", "codes.1"],
    [{ stacksWith: "any" }, "entry_malformed", "stacksWith"],
    [{ exclusions: null }, "entry_malformed", "exclusions"],
    [{ exclusions: { categories: ["hats"] } }, "entry_category_unknown", "exclusions.categories"],
    [{ exclusions: { variants: ["SKU_TEE_*"] } }, "entry_glob_matches_nothing", "exclusions.variants"],
    [{ limits: { uses: 0 } }, "entry_malformed", "limits.uses"],
    [{ limits: { budget: { EUR: "-1" } } }, "entry_amount_invalid", "limits.budget.EUR"],
    [
      { limits: { uses_per_cohort: [{ cohort: "old", uses: 1 }] } },
      "entry_segment_unknown",
      "limits.uses_per_cohort.0.cohort",
    ],
    [
      { limits: { uses_per_cohort: Array(2).fill({ cohort: "new", uses: 1 }) } },
      "entry_malformed",
      "limits.uses_per_cohort.1.cohort",
    ],
  ])("refuses %j as %s at %s", (given, code, field) => {
    expect(problemsOf(given)).toEqual([[code, field]])
  })
})
