import { mkdirSync, writeFileSync } from "node:fs"
import path from "node:path"

/** Puts a run's result where the last one was: `bench/results/<name>.json` and its picture. */
export function writeResult(root: string, name: string, result: unknown, picture: string): readonly string[] {
  const folder = path.join("bench", "results")
  const files = [
    { file: path.join(folder, `${name}.json`), content: `${JSON.stringify(result, shortened, 2)}\n` },
    { file: path.join(folder, `${name}.svg`), content: picture },
  ]
  mkdirSync(path.join(root, folder), { recursive: true })
  for (const { file, content } of files) writeFileSync(path.join(root, file), content)
  return files.map(({ file }) => file)
}

/** Finer than anything here is known, so that a figure that is rounded again for people reads the same in both files. */
const shortened = (_key: string, value: unknown) => (typeof value === "number" ? Number(value.toFixed(6)) : value)
