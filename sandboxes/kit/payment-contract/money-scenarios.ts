import { expect, it } from "@jest/globals"
import { authorized, capture, facts, refund, type Current } from "./scenario-steps"

export function moneyScenarios(current: Current): void {
  it.each([
    ["jpy", "5000", "1200"],
    ["krw", "50000", "12000"],
    ["clp", "40000", "12000"],
    ["isk", "5000", "1200"],
    ["ugx", "50000", "12000"],
    ["kwd", "19.950", "4.100"],
    ["eur", "19.99", "4.01"],
    ["usd", "0.50", "0.01"],
  ])("moves %s exactly: %s in, %s back", async (currency, amount, back) => {
    const world = current()
    const paid = await authorized(world, { currency, amount })
    await capture(world.provider, paid, { key: `cap_${currency}` })
    await refund(world.provider, paid, { amount: back, key: `ref_${currency}` })
    expect(await world.moved(paid.data)).toMatchObject({ captured: amount, refunded: back })
    const told = await facts(world)
    expect(told.find(({ kind }) => kind === "capture.confirmed")).toMatchObject({ amount, currencyCode: currency })
    expect(told.find(({ kind }) => kind.startsWith("refund."))).toMatchObject({ amount: back, currencyCode: currency })
  })
}
