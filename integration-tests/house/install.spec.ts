import { readFileSync } from "node:fs"
import path from "node:path"
import { describe, expect, it } from "@jest/globals"
import { packagesAreInstalled } from "../../launcher/prepare"
import type { PackageLock } from "./package-lock"
import { REPOSITORY_ROOT } from "./repository-root"
import { unlockedDependencies } from "./unlocked-dependencies"

const lock = JSON.parse(readFileSync(path.join(REPOSITORY_ROOT, "package-lock.json"), "utf8")) as PackageLock

describe("installing from the lock file", () => {
  it("finds every dependency of every package in it, for all platforms", () => {
    expect(Object.keys(lock.packages).length).toBeGreaterThan(1000)
    expect(unlockedDependencies(lock)).toEqual([])
  })

  it("objects to a lock file that lost another platform's package", () => {
    const lossy = {
      packages: {
        "": { dependencies: { tool: "1.0.0" } },
        "node_modules/tool": { version: "1.0.0", optionalDependencies: { "tool-for-mac": "1.0.0" } },
      },
    }
    expect(unlockedDependencies(lossy)).toEqual([
      "node_modules/tool needs tool-for-mac, which is not in the lock file.",
    ])
  })

  it("is done once: what is installed now is taken for installed", () => {
    expect(packagesAreInstalled(REPOSITORY_ROOT)).toBe(true)
  })
})
