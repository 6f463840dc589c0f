import { describe, expect, it } from "@jest/globals"
import { proprietaryUses } from "./proprietary-uses"
import { repositoryFiles } from "./repository-files"

const usesIn = (name: string, text: string) => proprietaryUses({ name, text })

describe("what comes under the enterprise licence", () => {
  it("is used by no file of the repository", () => {
    const files = repositoryFiles()
    expect(files.map(({ name }) => name)).toContain("medusa-config.ts")
    expect(files.flatMap(proprietaryUses)).toEqual([])
  })

  it.each([
    ["an import", 'import rbac from "@medusajs/rbac"'],
    ["an import of a part", 'import { x } from "@medusajs/rbac/dist/services"'],
    ["an export", 'export * from "@medusajs/auth-oidc"'],
    ["a require", 'const rbac = require("@medusajs/rbac")'],
    ["a dynamic import", "const rbac = await import('@medusajs/auth-oidc')"],
    ["a line of the configuration", '{ key: "rbac", resolve: "@medusajs/rbac" }'],
    ["the host's own entry", 'providers: [{ resolve: "@medusajs/medusa/auth-oidc" }]'],
    ["the framework's policies", 'import { x } from "@medusajs/framework/policies"'],
    ["a definition", "export default definePolicies([{ name: 'refund' }])"],
    ["the flag in code", "featureFlags: { rbac: true }"],
    ["the flag in JSON", '"rbac_filter_fields": true'],
    ["the flag by assignment", 'flags["rbac"] = true'],
    ["the flag in the environment", "process.env.MEDUSA_FF_RBAC = 'true'"],
    ["the flag in a compose file", '  MEDUSA_FF_RBAC_FILTER_FIELDS: "true"'],
  ])("is found as %s", (_as, text) => {
    const uses = usesIn("medusa-config.ts", `// first line\n${text}\n`)
    expect(uses).toHaveLength(1)
    expect(uses[0]).toMatch(/^medusa-config\.ts:2 (loads|calls|sets) a proprietary/)
  })

  it("is found as a dependency in a package.json", () => {
    expect(usesIn("modules/a/package.json", '"@medusajs/rbac": "2.21.2"')).toHaveLength(1)
  })

  it("is found as policies of a route, and a shop's own policies elsewhere are not mistaken for them", () => {
    const text = 'routes: [{ matcher: "/admin/refunds", policies: [{ resource: "refund" }] }]'
    expect(usesIn("src/api/middlewares.ts", text)).toHaveLength(1)
    expect(usesIn("modules/a/src/api/admin/route.ts", text)).toHaveLength(1)
    expect(usesIn("modules/a/src/modules/a/domain/returns.ts", "const returns = { policies: [] }")).toEqual([])
  })

  it.each([
    ["a comment that says to leave it", "// Never import @medusajs/rbac here."],
    ["another package of the host", 'import auth from "@medusajs/auth-emailpass"'],
    ["the flag switched off", "featureFlags: { rbac: false }"],
    ["another flag", "MEDUSA_FF_CACHING=true"],
  ])("is not mistaken for %s", (_as, text) => {
    expect(usesIn("medusa-config.ts", text)).toEqual([])
  })
})
