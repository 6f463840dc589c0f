import { describe, expect, it } from "@jest/globals"
import { isCode, normalizeCode } from "./single-use-code"

describe("a code for one use", () => {
  it.each([
    ["  spring-5 ", "SPRING-5"],
    ["SPRING-5", "SPRING-5"],
    ["straße", "STRAßE"],
    ["", ""],
  ])("is stored for %j as %j", (given, stored) => {
    expect(normalizeCode(given)).toBe(stored)
  })

  it.each([
    ["SPRING-5", true],
    ["5%OFF!", true],
    ["X".repeat(100), true],
    ["X".repeat(101), false],
    ["", false],
    ["TWO WORDS", false],
    ["small", false],
    ["STRAßE", false],
    ["TAB\tBED", false],
  ])("%j is one: %j", (code, is) => {
    expect(isCode(code)).toBe(is)
  })
})
