import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import path from "node:path"
import type { DemoShop } from "../data/demo-shop"
import { drawPicture } from "./draw-picture"
import { readArtwork } from "./read-artwork"

/**
 * Draws every product's picture to `<staticDir>/demo/<handle>.svg`. A file that is right already is left alone.
 *
 * @returns how many files were written
 */
export function writePictures(shop: DemoShop, dataDir: string, staticDir: string): number {
  const artwork = readArtwork(dataDir)
  const folder = path.join(staticDir, "demo")
  mkdirSync(folder, { recursive: true })
  const categories = new Map(
    shop.taxonomy.categories.flatMap(({ children }) => children.map(({ handle, name }) => [handle, name])),
  )

  let written = 0
  for (const product of shop.products) {
    const caption = categories.get(product.categories[0] ?? "") ?? product.type
    const svg = drawPicture({ title: product.title, caption, picture: product.picture }, artwork)
    const file = path.join(folder, `${product.handle}.svg`)
    if (existsSync(file) && readFileSync(file, "utf8") === svg) continue
    // Written beside and moved: a picture is whole or not there, also when the process is killed.
    writeFileSync(`${file}.part`, svg)
    renameSync(`${file}.part`, file)
    written += 1
  }
  return written
}

/** Where the shop serves the picture of a product. */
export function pictureUrl(publicUrl: string, handle: string): string {
  return `${publicUrl}/static/demo/${handle}.svg`
}
