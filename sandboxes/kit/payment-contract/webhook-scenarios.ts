import { expect, it } from "@jest/globals"
import { authorized, captured, facts, refund, type Current } from "./scenario-steps"

export function webhookScenarios(current: Current): void {
  it("tells the same facts, with the same ids, when each message comes twice and in any order", async () => {
    const world = current()
    const paid = await captured(world)
    await refund(world.provider, paid, { amount: "10.00" })
    await world.sandbox.advance(60_000)
    const messages = await world.sandbox.take({ secrets: [world.secret], copies: 2, order: "shuffled" })
    expect(messages.length).toBeGreaterThan(3)
    const ids = new Map<string, string>()
    for (const { body, headers } of messages) {
      const outcome = await world.provider.readWebhook({ body, headers })
      if (!outcome.ok) throw new Error(outcome.message)
      for (const fact of outcome.value) {
        const told = JSON.stringify(fact)
        expect(ids.get(fact.id) ?? told).toBe(told)
        ids.set(fact.id, told)
      }
    }
    expect(ids.size * 2).toBeGreaterThanOrEqual(messages.length)
  })

  it("names the payment in every fact of it, so that they are handled in its order", async () => {
    const world = current()
    const paid = await captured(world)
    await refund(world.provider, paid, { amount: "10.00" })
    const told = await facts(world)
    const references = new Set(
      told.filter(({ kind }) => kind !== "other").map(({ paymentReference }) => paymentReference),
    )
    expect(references.size).toBe(1)
    expect([...references][0]).not.toBeNull()
  })

  it("believes no corrupt signature, none at all, and none of another body", async () => {
    const world = current()
    await authorized(world)
    const [corrupt, good] = [
      await world.sandbox.take({ secrets: [world.secret], corruptSignature: true }),
      await authorized(world).then(() => world.sandbox.take({ secrets: [world.secret] })),
    ]
    const refused = { ok: false, code: "webhook_signature_invalid" }
    for (const { body, headers } of corrupt) {
      expect(await world.provider.readWebhook({ body, headers })).toMatchObject(refused)
    }
    const message = good[0]
    if (!message) throw new Error("The sandbox told nothing.")
    const { body, headers } = message
    // Where the signature is in the body, there is none to leave out.
    if (Object.keys(headers).length > 0) {
      expect(await world.provider.readWebhook({ body, headers: {} })).toMatchObject({ ok: false })
    }
    expect(await world.provider.readWebhook({ body: body.replace(/"(eur|EUR)"/, '"usd"'), headers })).toMatchObject(
      refused,
    )
  })

  it("believes no signature that is 10 minutes old, where signatures have a time", async () => {
    const world = current()
    await authorized(world)
    const messages = await world.sandbox.take({ secrets: [world.secret], secondsOff: -600 })
    for (const { body, headers } of messages) {
      expect((await world.provider.readWebhook({ body, headers })).ok).toBe(!world.signatureHasTime)
    }
  })

  it("believes the old and the new secret while one replaces the other, and then the new one", async () => {
    const world = current()
    await authorized(world)
    const [first] = await world.sandbox.take({ secrets: [world.newSecret] })
    await authorized(world)
    const [second] = await world.sandbox.take({ secrets: [world.secret] })
    if (!first || !second) throw new Error("The sandbox told nothing.")
    expect(await world.rotated.readWebhook(first)).toMatchObject({ ok: true })
    expect(await world.rotated.readWebhook(second)).toMatchObject({ ok: true })
    expect(await world.provider.readWebhook(first)).toMatchObject({ ok: false, code: "webhook_signature_invalid" })
  })

  it("reads an event it has no use for as one fact of kind other", async () => {
    const world = current()
    const outcome = await world.provider.readWebhook(await world.unknownEvent())
    expect(outcome).toMatchObject({ ok: true, value: [{ kind: "other" }] })
  })

  it("keeps card numbers out of the payment's data, the facts and the log", async () => {
    const world = current()
    const paid = await captured(world)
    const told = JSON.stringify([paid.data, await facts(world), world.logged()])
    expect(told.match(/(?<![\w.-])\d{13,19}(?![\w.-])/g)).toBeNull()
    expect((await world.sandbox.state()).violations).toEqual([])
  })
}
