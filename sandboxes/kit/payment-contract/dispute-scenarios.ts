import { expect, it } from "@jest/globals"
import { captured, facts, type Current } from "./scenario-steps"

export function disputeScenarios(current: Current): void {
  it.each(["won", "lost"] as const)("follows a dispute from its notice to its end: %s", async (outcome) => {
    const world = current()
    const paid = await captured(world)
    await facts(world)
    const { reference } = await world.openDispute(paid.data)
    const opened = (await facts(world)).find(({ kind }) => kind === "dispute.opened")
    expect(opened).toMatchObject({ reference, amount: "50.00", currencyCode: "eur" })
    expect(opened?.paymentReference).not.toBeNull()

    await world.decideDispute(reference, outcome)
    const kinds = (await facts(world)).map(({ kind }) => kind)
    expect(kinds).toContain(outcome === "won" ? "dispute.won" : "dispute.lost")
    expect(kinds.includes("dispute.funds_returned")).toBe(outcome === "won")
  })

  it("accepts a dispute once, and says that it is over the second time", async () => {
    const world = current()
    const paid = await captured(world)
    const { reference } = await world.openDispute(paid.data)
    const accept = (idempotencyKey: string) =>
      world.provider.answerDispute({ act: "accept", disputeReference: reference, idempotencyKey, data: paid.data })
    expect(await accept("answer_1")).toEqual({ ok: true, value: null })
    expect((await facts(world)).map(({ kind }) => kind)).toContain("dispute.lost")
    expect(await accept("answer_2")).toMatchObject({ ok: false })
  })

  it("hands a warning of fraud on, with the payment it is about", async () => {
    const world = current()
    const paid = await captured(world)
    await facts(world)
    await world.warnOfFraud(paid.data)
    const [warning] = (await facts(world)).filter(({ kind }) => kind === "fraud.warned")
    expect(warning?.paymentReference).not.toBeNull()
    expect(warning).toMatchObject({ kind: "fraud.warned" })
  })
}
