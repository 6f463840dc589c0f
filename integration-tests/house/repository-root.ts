import path from "node:path"

/** The folder that holds package.json, whatever folder the tests were started from. */
export const REPOSITORY_ROOT = path.resolve(__dirname, "..", "..")
