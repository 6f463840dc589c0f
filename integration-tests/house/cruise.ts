import { execFileSync } from "node:child_process"
import path from "node:path"
import { REPOSITORY_ROOT } from "./repository-root"

export interface Violation {
  readonly rule: string
  readonly from: string
  readonly to: string
}

export interface BoundaryRule {
  readonly name: string
  readonly comment?: string
  readonly severity?: string
}

const CONFIG = path.join(REPOSITORY_ROOT, ".dependency-cruiser.cjs")
const COMMAND = path.join(REPOSITORY_ROOT, "node_modules", "dependency-cruiser", "bin", "dependency-cruise.mjs")

/** The rules as they are written down. */
export function boundaryRules(): readonly BoundaryRule[] {
  return (require(CONFIG) as { forbidden: readonly BoundaryRule[] }).forbidden
}

/**
 * Runs dependency-cruiser with the house's rules.
 *
 * @param root the tree to look at; the rules' paths start there
 */
export function cruise(root: string): { modules: number; violations: Violation[] } {
  const args = [COMMAND, "--config", CONFIG, "--output-type", "json", "."]
  const answer = execFileSync(process.execPath, args, { cwd: root, encoding: "utf8", maxBuffer: 256 * 1024 * 1024 })
  const { summary } = JSON.parse(answer) as {
    summary: {
      totalCruised: number
      violations: readonly { from: string; to: string; rule: { name: string } }[]
    }
  }
  return {
    modules: summary.totalCruised,
    violations: summary.violations.map(({ from, to, rule }) => ({ rule: rule.name, from, to })),
  }
}
