import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"

export interface TemporaryTree {
  readonly root: string
  remove(): void
}

/**
 * Writes files into a folder of their own, outside of the repository: a deliberate violation is then nothing that the
 * checks of the real tree would have to leave out.
 *
 * @param files path below the folder and its text
 * @param links path below the folder and what it points to, from where the link is
 */
export function temporaryTree(
  files: Readonly<Record<string, string>>,
  links: Readonly<Record<string, string>> = {},
): TemporaryTree {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), "holdfast-house-")))
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  for (const [name, target] of Object.entries(links)) {
    const link = path.join(root, name)
    mkdirSync(path.dirname(link), { recursive: true })
    symlinkSync(target, link)
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) }
}
