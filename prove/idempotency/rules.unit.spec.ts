import { afterEach, describe, expect, it } from "@jest/globals"
import { FAULTS, startStubShop, type Fault } from "./__fixtures__/stub-shop"
import { RULES } from "./rules"
import { tryRules } from "./try-rules"

/** The rules that find a fault. */
const FOUND_BY: Record<Fault, readonly string[]> = {
  no_keys: RULES.map(({ name }) => name).filter(
    (name) =>
      // These a shop without keys keeps too: it does everything each time.
      ![
        "scoped_to_the_route",
        "scoped_to_the_caller",
        "failed_validation_is_not_kept",
        "fault_is_not_kept",
        "without_a_key_nothing_changes",
      ].includes(name),
  ),
  other_bytes: ["same_answer_again"],
  no_header: ["same_answer_again", "one_at_a_time"],
  spelling_matters: ["member_order_is_irrelevant"],
  body_ignored: ["other_body_is_refused"],
  query_ignored: ["other_query_is_refused"],
  many_at_once: ["one_at_a_time"],
  no_retry_after: ["one_at_a_time"],
  route_ignored: ["scoped_to_the_route"],
  caller_ignored: ["scoped_to_the_caller"],
  refusals_kept: ["failed_validation_is_not_kept"],
  faults_kept: ["fault_is_not_kept"],
  quotes_kept: ["quotes_do_not_matter"],
  bad_keys_taken: [
    "empty_key_is_refused",
    "long_key_is_refused",
    "unprintable_key_is_refused",
    "several_keys_are_refused",
  ],
  long_keys_refused: ["longest_key_is_taken"],
  key_derived: ["without_a_key_nothing_changes"],
}

let stop = (): void => undefined
afterEach(() => stop())

async function brokenOf(fault: Fault | null): Promise<string[]> {
  const shop = await startStubShop(fault)
  stop = shop.stop
  const broken: string[] = []
  for await (const tried of tryRules(shop.baseUrl, "pk_1")) if (tried.broken !== null) broken.push(tried.rule.name)
  return broken
}

describe("the rules of idempotency keys", () => {
  it(`are ${RULES.length}, and a shop that keeps them passes`, async () => {
    expect(await brokenOf(null)).toEqual([])
  })

  it.each(Object.keys(FAULTS) as Fault[])("find a shop with the fault %s", async (fault) => {
    const broken = await brokenOf(fault)
    expect(broken).toEqual(expect.arrayContaining([...FOUND_BY[fault]]))
    // A fault of scope or of derived keys is met by other rules on their way, too.
    if (!["route_ignored", "key_derived", "many_at_once"].includes(fault)) {
      expect([...broken].sort()).toEqual([...FOUND_BY[fault]].sort())
    }
  })

  it("are each found by at least 1 fault", () => {
    const found = new Set(Object.values(FOUND_BY).flat())
    expect(RULES.map(({ name }) => name).filter((name) => !found.has(name))).toEqual([])
  })
})
