import { describe, expect, it } from "@jest/globals"
import { passesLuhn } from "./luhn"
import { repositoryFiles } from "./repository-files"
import { unfitToCommit } from "./unfit-to-commit"

// This file is checked too, so each violation is put together from parts that are none.
const joined = (...parts: readonly string[]) => parts.join("")

const objectionsTo = (text: string, name = "src/a.ts") => unfitToCommit({ name, text: `// line 1\n${text}\n` })

describe("committed files", () => {
  it("hold no machine's paths, no registry, no secret, no card number and no test left out", () => {
    const files = repositoryFiles()
    expect(files.map(({ name }) => name)).toContain("package.json")
    expect(files.flatMap(unfitToCommit)).toEqual([])
  })

  it.each([
    ["names a folder of one machine", joined("const root = '/ho", "me/ada/shop'")],
    ["names a folder of one machine", joined("const root = '/Us", "ers/ada/shop'")],
    ["names a folder of one machine", joined("see /wo", "rk/main/src")],
    ["names a folder of one machine", joined("see /ro", "ot/.npmrc")],
    ["names a folder of one machine", joined("see C:\\Us", "ers\\ada")],
    ["names a package registry", joined("https://regis", "try.npmjs.org/zod")],
    ["names a package registry", joined("http://artifac", "tory.example.com/npm")],
    ["holds a private key", joined("-----BEGIN RSA PRIV", "ATE KEY-----")],
    ["holds a private key", joined("-----BEGIN PRIV", "ATE KEY-----")],
    ["holds a live key of a payment provider", joined("sk_li", "ve_51Habcdefghijk")],
    ["holds a live key of a payment provider", joined("rk_li", "ve_51Habcdefghijk")],
    ["holds a webhook's secret", joined("whs", "ec_abcdefghijklmnopqrstuvwxyz012345")],
    ["holds a cloud key", joined("AK", "IAIOSFODNN7EXAMPLE")],
    ["holds a token", joined("gh", "p_abcdefghijklmnopqrstuvwxyz0123456789")],
    ["holds a token", joined("xo", "xb-123456789012-abcdef")],
    ["holds a signed token", joined("eyJhbGciOiJIUzI1NiJ9.ey", "JzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJlLW9mLXRoYXQ")],
    ["holds a card number", joined("4000", "002500003155")],
    ["holds a card number", joined("4000 0025", " 0000 3155")],
    ["holds a card number", joined("5200-8282", "-8282-8210")],
    ["holds a card number", joined("3714 4963", "5398431")],
    ["is not finished", joined("// TO", "DO: the rest")],
    ["is not finished", joined("// FIX", "ME later")],
    ["holds a merge conflict", joined("<<<<", "<<< HEAD")],
  ])("object: it %s (%#)", (means, text) => {
    expect(objectionsTo(text)).toEqual([`src/a.ts:2 ${means}.`])
  })

  it.each([
    joined("it.on", 'ly("x", () => {})'),
    joined("it.sk", 'ip("x", () => {})'),
    joined("it.to", 'do("x")'),
    joined("test.fail", 'ing("x", () => {})'),
    joined("describe.on", 'ly("x", () => {})'),
    joined("describe.sk", 'ip.each([])("x", () => {})'),
    joined("it.concurrent.on", 'ly("x", () => {})'),
    joined("x", 'it("x", () => {})'),
    joined("f", 'describe("x", () => {})'),
  ])("object to a test that is left out by hand: %s", (text) => {
    expect(objectionsTo(text, "src/a.unit.spec.ts")).toEqual(["src/a.unit.spec.ts:2 leaves tests out."])
  })

  it.each([
    ["a path of the system", "/usr/bin/chromium"],
    ["a route", '"/store/work/items"'],
    ["a suite that needs a browser and says so", "const withBrowser = found ? describe : describe.skip"],
    ["16 digits that no card has", "4242424242424241"],
    ["16 digits inside a longer number", "10004000002500003155000n"],
    ["a card that every manual prints", "4242 4242 4242 4242"],
    ["a test key", "sk_test_51Habcdefghijk"],
    ["a moment in milliseconds", "1700000000000"],
    ["a call of a function named skip", "iterator.skip(2)"],
  ])("do not object to %s", (_what, text) => {
    expect(objectionsTo(text, "src/a.unit.spec.ts")).toEqual([])
  })

  it.each([".env", ".env.local", ".env.production", "modules/atp/.env"])("object to %s", (name) => {
    expect(unfitToCommit({ name, text: "PORT=9000" })).toEqual([
      `${name} holds somebody's settings. Name it in .gitignore.`,
    ])
  })

  it("do not object to a folder of the image in a Dockerfile", () => {
    const text = joined("RUN --mount=type=cache,target=/ro", "ot/.npm npm ci")
    expect(objectionsTo(text, "Dockerfile")).toEqual([])
    expect(objectionsTo(text, "docs/runbooks/build.md")).toHaveLength(1)
  })

  it.each([".env.template", "src/env.ts", ".envrc"])("do not object to %s", (name) => {
    expect(unfitToCommit({ name, text: "PORT=9000" })).toEqual([])
  })

  it("object without repeating the secret", () => {
    const secret = joined("sk_li", "ve_51Habcdefghijk")
    expect(objectionsTo(secret).join()).not.toContain("51Habc")
  })
})

describe("the check digit of cards", () => {
  it.each(["79927398713", "4242424242424242", "0"])("accepts %s", (digits) => {
    expect(passesLuhn(digits)).toBe(true)
  })

  it.each(["79927398710", "4242424242424243", "1"])("refuses %s", (digits) => {
    expect(passesLuhn(digits)).toBe(false)
  })
})
