import { createHash } from "node:crypto"
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs"
import path from "node:path"

/** Folders that are made, not written. */
const MADE = new Set(["node_modules", ".medusa", ".data", "dist", ".git"])

/** One hash over the names and contents of files and folders, specs left out; the same everywhere for the same clone. */
export function fingerprint(root: string, places: readonly string[]): string {
  const hash = createHash("sha256")
  for (const file of places.flatMap((place) => filesUnder(root, place)).sort()) {
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(path.join(root, file)))
      .update("\0")
  }
  return hash.digest("hex")
}

function filesUnder(root: string, place: string): string[] {
  const full = path.join(root, place)
  if (!existsSync(full)) return []
  if (!statSync(full).isDirectory()) return /\.spec\.tsx?$|\.tsbuildinfo$/.test(place) ? [] : [place]
  return readdirSync(full)
    .filter((name) => !MADE.has(name))
    .flatMap((name) => filesUnder(root, path.join(place, name)))
}
