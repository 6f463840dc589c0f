import { z } from "@medusajs/framework/zod"
import { readText } from "../data/read-text"
import { readYaml } from "../data/read-yaml"

const colour = z.string().regex(/^#[0-9A-F]{6}$/, "must be a colour such as #6E8459")
const paletteSchema = z.strictObject({
  paper: colour,
  glow: colour,
  main: colour,
  dark: colour,
  light: colour,
  accent: colour,
  ink: colour,
})
export type Palette = Readonly<z.output<typeof paletteSchema>>

/** The drawings in demo-shop/pictures, which `drawPicture` puts together. */
export interface Artwork {
  readonly frame: string
  readonly palette: (name: string) => Palette
  readonly motif: (name: string) => string
  readonly backdrop: (name: string) => string
}

/** Reads each drawing once, when it is first asked for. */
export function readArtwork(dataDir: string): Artwork {
  const palettes = readYaml(dataDir, "pictures/palettes.yaml", z.record(z.string(), paletteSchema)).value
  const drawings = new Map<string, string>()
  const drawing = (file: string) => {
    const known = drawings.get(file) ?? insideOf(readText(dataDir, file))
    drawings.set(file, known)
    return known
  }
  return {
    frame: readText(dataDir, "pictures/frame.svg"),
    palette: (name) => {
      const palette = palettes[name]
      if (!palette) throw new Error(`There is no palette "${name}" in pictures/palettes.yaml. Add it, or name another.`)
      return palette
    },
    motif: (name) => drawing(`pictures/motifs/${name}.svg`),
    backdrop: (name) => drawing(`pictures/backdrops/${name}.svg`),
  }
}

/** A motif is a whole SVG file, so that a drawing program opens it; the picture takes what is inside. */
function insideOf(svg: string): string {
  return svg.replace(/^<svg[^>]*>\n?/, "").replace(/\n?<\/svg>\s*$/, "")
}
