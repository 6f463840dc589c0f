import { randomBytes } from "node:crypto"

import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"

import { createId, idFactory, isId, parseId, timestampOf, type Id } from "./ids"

const NOW = 1_700_000_000_000
const zeros = new Uint8Array(10)
const anyRandom = fc.uint8Array({ minLength: 10, maxLength: 10 })
const hold = createId("hold", NOW, zeros)

describe("createId", () => {
  it("joins the prefix, 10 characters of time and 16 of randomness", () => {
    expect(hold).toBe("hold_01HF7YAT000000000000000000")
    expect(createId("order_event", NOW, zeros)).toBe("order_event_01HF7YAT000000000000000000")
  })

  it("gives the same id for the same 3 arguments", () => {
    fc.assert(fc.property(anyRandom, (random) => createId("hold", NOW, random) === createId("hold", NOW, random)))
  })

  it("follows a previous id of the same millisecond by adding 1", () => {
    expect(createId("hold", NOW, zeros, hold)).toBe("hold_01HF7YAT000000000000000001")
  })

  it.each(["", "Hold", "hold_", "_hold", "ho__ld", "1hold", "ho-ld", "hold ", "h".repeat(31)])(
    "throws id_prefix_invalid for the prefix %p",
    (prefix) => {
      const invalid = expect.objectContaining({ code: "id_prefix_invalid" })
      expect(() => createId(prefix, NOW, zeros)).toThrow(invalid)
      expect(() => idFactory(prefix, { now: () => NOW, randomBytes })).toThrow(invalid)
    },
  )

  it("throws id_previous_foreign for an id of another prefix and for no id", () => {
    for (const previous of ["order_01HF7YAT000000000000000000", "hold_1"]) {
      expect(() => createId("hold", NOW, zeros, previous as Id<"hold">)).toThrow(
        expect.objectContaining({ code: "id_previous_foreign" }),
      )
    }
  })

  it("throws id_time_out_of_range for a time of NaN and id_random_wrong_size for 4 bytes", () => {
    expect(() => createId("hold", NaN, zeros)).toThrow(expect.objectContaining({ code: "id_time_out_of_range" }))
    expect(() => createId("hold", NOW, new Uint8Array(4))).toThrow(
      expect.objectContaining({ code: "id_random_wrong_size" }),
    )
  })
})

describe("idFactory", () => {
  it("makes ids that sort in the order they were made, whatever the clock does", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 60 }),
        anyRandom,
        (ticks, random) => {
          // The clock stands still, moves on, and jumps back.
          const times = ticks.map((tick) => NOW + tick)
          let call = 0
          const newId = idFactory("hold", { now: () => times[call++] ?? NOW, randomBytes: () => random })
          const made = times.map(() => newId())
          expect([...made].sort()).toEqual(made)
          expect(new Set(made).size).toBe(made.length)
        },
      ),
    )
  })

  it("sorts by time across 2 factories that know nothing of each other", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 47 }), fc.integer({ min: 1, max: 1000 }), (time, later) => {
        const first = idFactory("hold", { now: () => time, randomBytes })()
        const second = idFactory("hold", { now: () => time + later, randomBytes })()
        expect(first < second).toBe(true)
      }),
    )
  })

  it("makes 10000 different ids in 1 millisecond with 1 call for random bytes", () => {
    let calls = 0
    const newId = idFactory("hold", {
      now: () => NOW,
      randomBytes: (size) => {
        calls++
        return randomBytes(size)
      },
    })
    expect(new Set(Array.from({ length: 10_000 }, newId)).size).toBe(10_000)
    expect(calls).toBe(1)
  })

  it("makes different ids in 2 factories at the same millisecond", () => {
    const sources = { now: () => NOW, randomBytes }
    expect(idFactory("hold", sources)()).not.toBe(idFactory("hold", sources)())
  })
})

describe("isId, parseId and timestampOf", () => {
  it("reads back what was made: prefix and millisecond", () => {
    fc.assert(
      fc.property(fc.constantFrom("hold", "order_event", "x1"), fc.nat(2 ** 31), anyRandom, (prefix, time, random) => {
        const id = createId(prefix, time, random)
        expect(isId(id, prefix)).toBe(true)
        expect(parseId(id, prefix)).toStrictEqual({ ok: true, value: id })
        expect(timestampOf(id)).toStrictEqual({ ok: true, value: time })
      }),
    )
  })

  it("tells an order id where a hold id was expected", () => {
    expect(isId("order_01HF7YAT000000000000000000", "hold")).toBe(false)
    expect(parseId("order_01HF7YAT000000000000000000", "hold")).toStrictEqual({
      ok: false,
      code: "id_prefix_unexpected",
      message: "An id beginning with hold_ was expected, and one beginning with order_ came.",
      nextStep: "Send the hold id.",
    })
  })

  it("does not take order_event ids for order ids, nor the other way round", () => {
    const event = createId("order_event", NOW, zeros)
    expect(isId(event, "order")).toBe(false)
    expect(isId(event.replace("order_event", "order"), "order_event")).toBe(false)
  })

  it.each([
    "",
    "hold",
    "hold_",
    "hold_1",
    hold.toLowerCase(),
    `${hold}0`,
    `${hold}\n`,
    ` ${hold}`,
    hold.replace("_", "-"),
    hold.replace("01", "81"),
    "_01HF7YAT000000000000000000",
    "HOLD_01HF7YAT000000000000000000",
    null,
    undefined,
    5,
    {},
  ])("refuses %p as id_malformed", (value) => {
    expect(isId(value, "hold")).toBe(false)
    expect(parseId(value, "hold")).toMatchObject({ ok: false, code: "id_malformed" })
    expect(timestampOf(value as string)).toMatchObject({ ok: false, code: "id_malformed" })
  })

  it("shows at most 8 characters of what was no id", () => {
    expect(parseId("sk_test_4eC39HqLyjWDarjtT1zdp7dc", "hold")).toStrictEqual({
      ok: false,
      code: "id_malformed",
      message: '"sk_test_"… (32 characters) is not an id.',
      nextStep: "Send an id as it was given out, such as hold_ and 26 letters and digits.",
    })
  })
})
