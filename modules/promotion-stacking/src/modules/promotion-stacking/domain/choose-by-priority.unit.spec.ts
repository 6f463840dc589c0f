import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"
import { arbitraryCart, arbitraryEntries } from "../__fixtures__/arbitrary-promotions"
import { cartOf, percent, priced } from "../__fixtures__/promotions"
import { candidateOf, isCandidate, type Candidate } from "./candidate"
import { chooseByPriority } from "./choose-by-priority"
import { evaluate } from "./evaluate"
import { byLane, byPriority, mayMeet, ruleOf } from "./rule"
import { RuleIndex } from "./rule-index"
import { prepare } from "./work"

describe("choosing by priority", () => {
  it("takes each that may meet all before it, the same whether all are asked first or each in its turn", () => {
    fc.assert(
      fc.property(arbitraryEntries(8), arbitraryCart(), (entries, cart) => {
        const work = prepare(cart)
        const asked = entries.map((entry) => candidateOf(ruleOf(entry), work, new Map())).filter(isCandidate)
        const wanted: Candidate[] = []
        for (const candidate of asked.sort((a, b) => byPriority(a.rule, b.rule))) {
          if (wanted.every(({ rule }) => mayMeet(rule, candidate.rule))) wanted.push(candidate)
        }
        const ids = wanted.sort((a, b) => byLane(a.rule, b.rule)).map(({ rule }) => rule.id)
        const { trace } = priced(entries, cart)
        expect(chooseByPriority(asked).chosen.map(({ rule }) => rule.id)).toEqual(ids)
        expect(trace.slice(0, ids.length).map(({ promotion }) => promotion)).toEqual(ids)
        expect(trace.slice(ids.length).filter(({ outcome }) => outcome === "applied")).toEqual([])
      }),
      { numRuns: 2_000 },
    )
  })

  it("asks 1 of 101 promotions when an exclusive one comes first, and each of them once when the trace is read", () => {
    const entries = [
      percent("first", 10, { priority: 1, exclusive: true }),
      ...Array.from({ length: 100 }, (_, n) => percent(`p${n}`, 5, { stacksWith: "any" })),
    ]
    const asked: string[] = []
    const rules = entries.map(ruleOf).map((rule) => ({
      ...rule,
      check: (seen: Parameters<typeof rule.check>[0]) => {
        asked.push(rule.id)
        return rule.check(seen)
      },
    }))
    const cart = cartOf({ lines: [{ id: "l1", sku: "sku_1", amount: 10_000 }] })
    const answer = evaluate(cart, new RuleIndex(rules), { resolution: "priority", campaigns: new Map() })
    expect([answer.discount, asked]).toEqual([1_000n, ["first"]])
    expect(answer.trace.map(({ outcome }) => outcome)).toEqual(["applied", ...entries.slice(1).map(() => "excluded")])
    expect([...asked].sort()).toEqual(entries.map(({ id }) => id).sort())
  })
})
