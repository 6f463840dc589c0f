import path from "node:path"
import { describe, expect, it } from "@jest/globals"
import { readDemoShop } from "../data/read-demo-shop"
import { drawPicture } from "./draw-picture"
import { readArtwork } from "./read-artwork"

const DATA = path.join(__dirname, "..", "..", "..", "demo-shop")
const shop = readDemoShop(DATA)
const artwork = readArtwork(DATA)
const draw = (title: string, picture = { motif: "tent", palette: "moss", backdrop: "ridge" }) =>
  drawPicture({ title, caption: "Tents & Shelter", picture }, artwork)

/** Names of elements in the order they close; throws where a tag closes another one. */
function closedElements(svg: string): string[] {
  const open: string[] = []
  const closed: string[] = []
  for (const [, slash, name, , selfClosed] of svg.matchAll(/<(\/?)([a-zA-Z]+)((?:[^>"]|"[^"]*")*?)(\/?)>/g)) {
    if (slash) {
      if (open.pop() !== name) throw new Error(`</${name ?? ""}> closes something else`)
      closed.push(name ?? "")
    } else if (selfClosed) closed.push(name ?? "")
    else open.push(name ?? "")
  }
  if (open.length > 0) throw new Error(`<${open.join("><")}> stays open`)
  return closed
}

describe("drawPicture", () => {
  it("draws all 63 products well-formed, with their titles, in colours and not in placeholders", () => {
    for (const { title, picture } of shop.products) {
      const svg = draw(title, picture)
      expect(closedElements(svg).at(-1)).toBe("svg")
      expect(svg).toContain(`<title id="title">${title}</title>`)
      expect(svg).not.toMatch(/\{\w+\}/)
      expect(svg.replace(/&(amp|lt|gt|quot);/g, "")).not.toContain("&")
    }
  })

  it("draws the same bytes twice", () => {
    expect(draw("Fjell 2 Tent")).toBe(
      drawPicture(
        {
          title: "Fjell 2 Tent",
          caption: "Tents & Shelter",
          picture: { motif: "tent", palette: "moss", backdrop: "ridge" },
        },
        readArtwork(DATA),
      ),
    )
  })

  it("draws another picture for another title, palette, motif and backdrop", () => {
    const pictures = [
      draw("A"),
      draw("B"),
      draw("A", { motif: "mug", palette: "moss", backdrop: "ridge" }),
      draw("A", { motif: "tent", palette: "clay", backdrop: "ridge" }),
      draw("A", { motif: "tent", palette: "moss", backdrop: "night" }),
    ]
    expect(new Set(pictures).size).toBe(5)
  })

  it("writes < & > and quotes of a title as text", () => {
    expect(draw('Tea & <b> "Co"')).toContain("Tea &amp; &lt;b&gt; &quot;Co&quot;")
  })

  it("leaves a title with dollars as it is written", () => {
    expect(draw("Cup $1 $$")).toContain(">Cup $1 $$<")
  })

  it("sets a title of 24 letters at 70 and one of 48 at 35", () => {
    expect(draw("x".repeat(24))).toContain('font-size="70"')
    expect(draw("x".repeat(48))).toContain('font-size="35"')
  })

  it("says which palette or motif is missing", () => {
    expect(() => draw("A", { motif: "tent", palette: "neon", backdrop: "ridge" })).toThrow('There is no palette "neon"')
    expect(() => draw("A", { motif: "yacht", palette: "moss", backdrop: "ridge" })).toThrow("pictures/motifs/yacht.svg")
  })
})
