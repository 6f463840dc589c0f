import { RULES, type Rule } from "./rules"
import { ShopClient } from "./shop-client"
import { ShopUnderTest } from "./shop-under-test"

export interface RuleTried {
  readonly rule: Rule
  /** What is not as the rule says; null when it is kept. */
  readonly broken: string | null
}

/** Tries every rule on a running shop, one after the other. */
export async function* tryRules(baseUrl: string, publishableKey: string): AsyncGenerator<RuleTried> {
  const shop = await ShopUnderTest.open(new ShopClient(baseUrl, publishableKey))
  for (const rule of RULES) {
    try {
      await rule.check(shop)
      yield { rule, broken: null }
    } catch (error) {
      yield { rule, broken: error instanceof Error ? error.message : String(error) }
    }
  }
}
