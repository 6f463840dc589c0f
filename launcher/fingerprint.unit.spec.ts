import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals"
import { fingerprint } from "./fingerprint"

describe("fingerprint", () => {
  let root: string
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), text)
  }

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), "holdfast-fingerprint-"))
    write("src/a.ts", "1")
    write("src/deep/b.ts", "2")
  })

  afterEach(() => {
    rmSync(root, { recursive: true })
  })

  it("is the same for the same files, whatever the order of the places", () => {
    expect(fingerprint(root, ["src/a.ts", "src/deep"])).toBe(fingerprint(root, ["src/deep", "src/a.ts"]))
  })

  it("changes with a content, a name, and a file more", () => {
    const before = fingerprint(root, ["src"])
    write("src/a.ts", "3")
    const changed = fingerprint(root, ["src"])
    write("src/c.ts", "")
    const more = fingerprint(root, ["src"])
    expect(new Set([before, changed, more]).size).toBe(3)
  })

  it("does not change with a spec, a built folder, or a place that is not there", () => {
    const before = fingerprint(root, ["src"])
    write("src/a.unit.spec.ts", "x")
    write("src/dist/a.js", "x")
    write("src/node_modules/x.js", "x")
    expect(fingerprint(root, ["src", "nowhere"])).toBe(before)
  })
})
