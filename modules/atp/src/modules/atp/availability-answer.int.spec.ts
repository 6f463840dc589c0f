import { beforeEach, describe, expect, it, jest } from "@jest/globals"
import type { SqlTx } from "@holdfast/kernel"
import { atpSuite, stocked } from "./__fixtures__/atp-suite"
import { AvailabilityAnswer } from "./availability-answer"

jest.setTimeout(120_000)

atpSuite(({ service, sql }) => {
  const locations = ["berlin", "reno"].map((locationId, priority) => ({ locationId, priority }))
  const sold = (variantId: string, itemId: string, requiredQuantity = 1, backorderAllowed = false) => ({
    variantId,
    managed: true,
    backorderAllowed,
    parts: [{ itemId, requiredQuantity }],
  })
  const ask = { locations, destination: {}, strategy: "priority" }
  let mug: string
  beforeEach(async () => {
    mug = await stocked(service, "mug", { berlin: 4, reno: 3, oslo: 50 })
  })

  describe("what shoppers are shown", () => {
    it("answers 100 variants of 100 items with one statement", async () => {
      const items: string[] = []
      for (let n = 0; n < 100; n++) items.push(await stocked(service, `sku-${n}`, { berlin: n }))
      const statements: string[] = []
      const pool = service.identity as SqlTx
      const counting: SqlTx = {
        query: (text, params) => {
          statements.push(text)
          return pool.query(text, params)
        },
      }
      const variants = items.map((itemId, n) => sold(`variant_${n}`, itemId))
      const { answers } = await new AvailabilityAnswer(counting).of({ ...ask, variants, quantity: 50 })
      expect(statements).toHaveLength(1)
      expect(answers.filter((answer) => answer.available)).toHaveLength(50)
      expect(answers.map((answer) => answer.availableQuantity)).toEqual(items.map((_, n) => n))
    })

    it("counts the channel's locations only, less a live hold and not less a lapsed one", async () => {
      const ofMug = async (quantity: number) =>
        (await service.variantAvailability({ ...ask, variants: [sold("variant_1", mug)], quantity })).answers[0]
      expect(await ofMug(7)).toMatchObject({ available: true, availableQuantity: 7 })
      await service.placeHold({
        holdId: "cart_1",
        lines: [{ itemId: mug, locationId: "berlin", quantity: 3 }],
        ttlSeconds: 900,
      })
      expect(await ofMug(7)).toMatchObject({ available: false, availableQuantity: 4, reason: "insufficient_inventory" })
      await sql(`update atp_hold set expires_at = now() - interval '1 second'`)
      expect(await ofMug(7)).toMatchObject({ available: true, availableQuantity: 7 })
    })

    it("names the day 10 more arrive when 9 are asked for and 7 are there, and no day for a receipt elsewhere", async () => {
      const arriving = (id: string, locationId: string, days: number) =>
        sql(
          `insert into atp_receipt (id, item_id, location_id, quantity, expected_day)
           values (?, ?, ?, 10, current_date + ?::int)`,
          [id, mug, locationId, days],
        )
      const ofMug = async (quantity: number) =>
        (await service.variantAvailability({ ...ask, variants: [sold("variant_1", mug)], quantity })).answers[0]!
      await arriving("rcpt_1", "oslo", 1)
      expect(await ofMug(9)).toMatchObject({ available: false, nextDate: null })
      await arriving("rcpt_2", "reno", 4)
      const [in4Days] = await sql<{ day: string }>(`select (current_date + 4)::text as day`)
      expect(await ofMug(9)).toMatchObject({ available: true, promiseDate: in4Days!.day })
      expect(await ofMug(30)).toMatchObject({ available: false, nextDate: in4Days!.day, availableQuantity: 7 })
    })

    it("gives the database's time, also when nothing is counted", async () => {
      const [clock] = await sql<{ at: Date }>(`select clock_timestamp() as at`)
      const { answers, asOf } = await service.variantAvailability({ ...ask, variants: [], quantity: 1 })
      expect(answers).toEqual([])
      expect(new Date(asOf).getTime()).toBeGreaterThanOrEqual(new Date(clock!.at).getTime() - 1)
    })
  })
})
