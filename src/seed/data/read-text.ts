import { readFileSync } from "node:fs"
import path from "node:path"
import { DataFileError } from "./data-file-error"

/** @throws DataFileError when the file is not there */
export function readText(dataDir: string, file: string): string {
  try {
    return readFileSync(path.join(dataDir, file), "utf8")
  } catch (error) {
    throw new DataFileError([
      `${file} cannot be read in ${dataDir}: ${error instanceof Error ? error.message : String(error)}`,
    ])
  }
}
