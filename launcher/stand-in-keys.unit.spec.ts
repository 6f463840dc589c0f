import { afterEach, beforeEach, describe, expect, it } from "@jest/globals"
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { standInKeys } from "./stand-in-keys"

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "holdfast-keys-"))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})
const file = () => path.join(folder, "stand-ins", "keys.json")
const keys = () => standInKeys(path.join(folder, "stand-ins"))

describe("the keys of the stand-ins", () => {
  it("are the same at the second start, and readable by nobody else", () => {
    const first = keys()
    expect(keys()).toEqual(first)
    expect(new Set(Object.values(first)).size).toBe(4)
    expect(statSync(file()).mode & 0o777).toBe(0o600)
  })

  it("keep the 3 that are there when 1 is missing", () => {
    const { adyenHmacKey: _, ...rest } = keys()
    writeFileSync(file(), JSON.stringify(rest))
    expect(keys()).toMatchObject(rest)
    expect(JSON.parse(readFileSync(file(), "utf8"))).toEqual(keys())
  })
})
