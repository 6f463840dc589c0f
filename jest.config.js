// One project per kind of test; `npm test` runs them in this order, `npx jest --selectProjects unit` one of them.
const swc = [
  "@swc/jest",
  {
    jsc: {
      parser: { syntax: "typescript", tsx: true, decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
      target: "es2022",
    },
    module: { type: "commonjs" },
  },
]

/** @param {string} displayName @param {string[]} testMatch */
const project = (displayName, testMatch, extra = {}) => ({
  displayName,
  testMatch,
  testEnvironment: "node",
  transform: { "^.+\\.tsx?$": swc },
  testPathIgnorePatterns: ["/node_modules/", "/.medusa/", "/.data/", "/dist/"],
  modulePathIgnorePatterns: ["<rootDir>/.medusa/", "<rootDir>/.data/"],
  ...extra,
})

/** Suites that speak to a running shop: a Postgres and a server are started once for all of them. */
const withShop = {
  globalSetup: "<rootDir>/integration-tests/support/global-setup.ts",
  globalTeardown: "<rootDir>/integration-tests/support/global-teardown.ts",
}

/** @type {import("jest").Config} */
module.exports = {
  testTimeout: 240_000,
  projects: [
    project("unit", [
      "<rootDir>/{modules,plugins,src,launcher,bench,prove,sandboxes,integration-tests}/**/*.unit.spec.ts",
    ]),
    project("house", ["<rootDir>/integration-tests/house/**/*.spec.ts"]),
    project("module", ["<rootDir>/{modules,plugins}/**/*.int.spec.ts"], withShop),
    project("http", ["<rootDir>/integration-tests/http/**/*.spec.ts"], withShop),
    project("browser", ["<rootDir>/integration-tests/browser/**/*.spec.ts"], withShop),
    project("races", ["<rootDir>/integration-tests/races/**/*.spec.ts"], withShop),
    project("launcher", ["<rootDir>/integration-tests/launcher/**/*.spec.ts"], withShop),
  ],
}
