import { describe, expect, it } from "@jest/globals"
import { scrub } from "./scrub"

const number = "4242".repeat(4)
const spaced = Array.from({ length: 4 }, () => "4242").join(" ")

describe("what is logged", () => {
  it.each([
    [`card ${number} declined`, "card [number] declined"],
    [`card ${spaced}, cvc`, "card [number], cvc"],
    [`amex ${["3782", "822463", "10005"].join("-")}`, "amex [number]"],
    ["key sk_test_51Habc and rk_test_9", "key [key] and [key]"],
    [["secret whsec", "abc123"].join("_"), "secret [secret]"],
    ["pi_3Nabc_secret_9xyz", "pi_3Nabc_secret_[secret]"],
    ["mail to ada.byron+shop@example.co.uk", "mail to [e-mail]"],
    ["pi_3Nabc of 19.99 EUR at 1700000000", "pi_3Nabc of 19.99 EUR at 1700000000"],
  ])("%#: holds no card number, key, secret or address", (said, logged) => {
    expect(scrub(said)).toBe(logged)
  })
})
