import { describe, expect, it } from "@jest/globals"
import { lockKeys } from "./lock-keys"

describe("lockKeys", () => {
  it.each([
    ["one text", "cart_1", ["cart_1"]],
    ["a list with 1 key twice", ["b", "a", "b"], ["b", "a"]],
    ["an empty list", [], []],
    ["600 characters", "x".repeat(600), ["x".repeat(600)]],
  ])("reads %s", (_, asked, keys) => {
    expect(lockKeys(asked)).toEqual({ ok: true, value: keys })
  })

  it.each([
    ["an empty text", ""],
    ["601 characters", "x".repeat(601)],
    ["the character 0", "cart\0"],
    ["nothing", undefined as never],
    ["nothing in a list", ["a", undefined as never]],
    ["a number", [7 as never]],
  ])("refuses %s", (_, asked) => {
    expect(lockKeys(asked ?? [undefined as never])).toMatchObject({ ok: false, code: "lock_key_invalid" })
  })
})
