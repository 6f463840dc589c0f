import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"

import { decodeUlidTime, isUlid, nextUlid } from "./ulid"

const LARGEST_TIME = 2 ** 48 - 1
const anyTime = fc.integer({ min: 0, max: LARGEST_TIME })
const anyRandom = fc.uint8Array({ minLength: 10, maxLength: 10 })
const zeros = () => new Uint8Array(10)

describe("nextUlid", () => {
  it("writes the time of the ULID specification's example, 1469918176385, as 01ARYZ6S41", () => {
    expect(nextUlid(1469918176385, zeros)).toBe("01ARYZ6S410000000000000000")
  })

  it("writes the smallest and the largest ULID", () => {
    expect(nextUlid(0, zeros)).toBe("0".repeat(26))
    expect(nextUlid(LARGEST_TIME, () => new Uint8Array(10).fill(255))).toBe(`7${"Z".repeat(25)}`)
  })

  it("puts 80 random bits into 16 characters, first bit first", () => {
    const bytes = new Uint8Array([0x80, 0, 0, 0, 1, 0x12, 0x34, 0x56, 0x78, 0x9a])
    // 0x8000000001 and 0x123456789a in base 32.
    expect(nextUlid(0, () => bytes).slice(10)).toBe("G000000128T5CY4T")
  })

  it("agrees with one large number written in base 32, for any time and bytes", () => {
    const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    fc.assert(
      fc.property(anyTime, anyRandom, (time, bytes) => {
        let number = BigInt(time)
        for (const byte of bytes) number = number * 256n + BigInt(byte)
        let text = ""
        for (let i = 0; i < 26; i++) {
          text = alphabet.charAt(Number(number % 32n)) + text
          number /= 32n
        }
        expect(nextUlid(time, () => bytes)).toBe(text)
      }),
    )
  })

  it("adds 1 in the same millisecond, and asks for no random bytes", () => {
    const asked = () => {
      throw new Error("random bytes were asked for")
    }
    expect(nextUlid(5, asked, "00000000050000000000000000")).toBe("00000000050000000000000001")
    expect(nextUlid(5, asked, "0000000005000000000000000Z")).toBe("00000000050000000000000010")
    expect(nextUlid(5, asked, "00000000050000000000000HZZ")).toBe("00000000050000000000000J00")
  })

  it("adds 1 when the clock was set back by 1 hour", () => {
    const before = nextUlid(7_200_000, zeros)
    const after = nextUlid(3_600_000, zeros, before)
    expect(after > before).toBe(true)
    expect(decodeUlidTime(after)).toBe(7_200_000)
  })

  it("carries into the time when all 80 random bits are used up", () => {
    expect(nextUlid(5, zeros, "0000000005ZZZZZZZZZZZZZZZZ")).toBe("00000000060000000000000000")
  })

  it("throws id_time_out_of_range after the last ULID there is", () => {
    expect(() => nextUlid(0, zeros, `7${"Z".repeat(25)}`)).toThrow(
      expect.objectContaining({ code: "id_time_out_of_range" }),
    )
  })

  it("takes fresh random bits as soon as 1 millisecond has passed", () => {
    const bytes = () => new Uint8Array(10).fill(1)
    expect(nextUlid(6, bytes, "0000000005ZZZZZZZZZZZZZZZZ").slice(0, 10)).toBe("0000000006")
    expect(nextUlid(6, bytes, "00000000050000000000000000").slice(10)).toBe(nextUlid(0, bytes).slice(10))
  })

  it.each([-1, 1.5, NaN, Infinity, 2 ** 48])("throws id_time_out_of_range for the time %p", (time) => {
    expect(() => nextUlid(time, zeros)).toThrow(expect.objectContaining({ code: "id_time_out_of_range" }))
  })

  it.each([0, 9, 11, 16])("throws id_random_wrong_size for %p bytes", (size) => {
    expect(() => nextUlid(0, () => new Uint8Array(size))).toThrow(
      expect.objectContaining({ code: "id_random_wrong_size" }),
    )
  })

  it("sorts after the previous one, for any previous one, time and bytes", () => {
    fc.assert(
      fc.property(anyTime, anyRandom, anyTime, anyRandom, (firstTime, firstBytes, time, bytes) => {
        const previous = nextUlid(firstTime, () => firstBytes)
        fc.pre(previous !== `7${"Z".repeat(25)}`)
        const next = nextUlid(time, () => bytes, previous)
        expect(isUlid(next) && next > previous).toBe(true)
        expect(decodeUlidTime(next)).toBeGreaterThanOrEqual(time)
      }),
    )
  })
})

describe("decodeUlidTime", () => {
  it("reads any time back to the millisecond", () => {
    fc.assert(fc.property(anyTime, anyRandom, (time, bytes) => decodeUlidTime(nextUlid(time, () => bytes)) === time))
    expect(decodeUlidTime(nextUlid(LARGEST_TIME, zeros))).toBe(LARGEST_TIME)
  })
})

describe("isUlid", () => {
  const good = "01ARYZ6S41TSV4RRFFQ69G5FAV"
  it.each([
    [good, true],
    [good.toLowerCase(), false],
    [good.slice(1), false],
    [`${good}0`, false],
    [`8${good.slice(1)}`, false],
    [good.replace("T", "I"), false],
    [good.replace("T", "L"), false],
    [good.replace("T", "O"), false],
    [good.replace("T", "U"), false],
    [`${good}\n`, false],
    ["", false],
  ])("says of %p: %p", (text, answer) => {
    expect(isUlid(text)).toBe(answer)
  })
})
