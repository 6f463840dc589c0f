import { describe, expect, it } from "@jest/globals"
import { BigNumber } from "@medusajs/framework/utils"
import fc from "fast-check"
import { expectDone, money, moneyFromMedusa, moneyToMedusa } from "@holdfast/kernel"

describe("the kernel's money and the host's BigNumber", () => {
  it("agree on 1,000 random amounts in dollars, yen and dinars, in each of the host's 3 shapes", () => {
    fc.assert(
      fc.property(
        fc.bigInt(-(10n ** 12n), 10n ** 12n),
        fc.constantFrom("USD", "JPY", "KWD"),
        (amountMinor, currency) => {
          const amount = money(amountMinor, currency)
          const host = new BigNumber(moneyToMedusa(amount))
          for (const shape of [host, host.raw ?? "", host.numeric]) {
            const back = expectDone(moneyFromMedusa(shape as string, currency.toLowerCase()))
            expect(back.amountMinor).toBe(amountMinor)
          }
        },
      ),
      { numRuns: 1000 },
    )
  })
})
