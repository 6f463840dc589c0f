import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals"
import { readDemoShop } from "../data/read-demo-shop"
import { pictureUrl, writePictures } from "./write-pictures"

const DATA = path.join(__dirname, "..", "..", "..", "demo-shop")
const shop = readDemoShop(DATA)

describe("writePictures", () => {
  let staticDir: string

  beforeEach(() => {
    staticDir = mkdtempSync(path.join(tmpdir(), "demo-static-"))
  })
  afterEach(() => {
    rmSync(staticDir, { recursive: true, force: true })
  })

  it("writes 63 files, then 0, then the 1 that somebody changed", () => {
    expect(writePictures(shop, DATA, staticDir)).toBe(63)
    expect(readdirSync(path.join(staticDir, "demo"))).toHaveLength(63)
    expect(writePictures(shop, DATA, staticDir)).toBe(0)

    const file = path.join(staticDir, "demo", "brass-compass.svg")
    const before = readFileSync(file, "utf8")
    writeFileSync(file, "<svg/>")
    expect(writePictures(shop, DATA, staticDir)).toBe(1)
    expect(readFileSync(file, "utf8")).toBe(before)
  })

  it("puts the file where its address says", () => {
    expect(pictureUrl("http://localhost:9000", "brass-compass")).toBe(
      "http://localhost:9000/static/demo/brass-compass.svg",
    )
  })
})
