import { expect, it } from "@jest/globals"
import { CodeOwners } from "./code-owners"

it("gives a code of 2 entries to the active one, and to the other when that one leaves", () => {
  const codes = new CodeOwners()
  codes.add("old", ["TEN", "batch:letters"], false)
  codes.add("new", ["TEN"], true)
  expect([codes.get("TEN"), codes.hasBatches]).toEqual(["new", true])
  codes.remove("new", ["TEN"])
  expect(codes.get("TEN")).toBe("old")
  codes.remove("old", ["TEN", "batch:letters"])
  expect([codes.get("TEN"), codes.has("TEN"), codes.hasBatches]).toEqual([undefined, false, false])
})
