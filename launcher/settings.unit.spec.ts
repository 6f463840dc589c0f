import { describe, expect, it } from "@jest/globals"
import { LaunchFailure } from "./launch-failure"
import { launcherSettings } from "./settings"

describe("launcherSettings", () => {
  it("keeps the data in .data of the clone unless DATA_DIR names another folder", () => {
    expect(launcherSettings("/clone", {}).dataDir).toBe("/clone/.data")
    expect(launcherSettings("/clone", { DATA_DIR: "two" }).dataDir).toBe("/clone/two")
    expect(launcherSettings("/clone", { DATA_DIR: "/elsewhere" }).dataDir).toBe("/elsewhere")
  })

  it("leaves seeding to the database's emptiness unless SEED_DEMO says true or false", () => {
    expect(launcherSettings("/clone", {}).seedDemo).toBeUndefined()
    expect(launcherSettings("/clone", { SEED_DEMO: "" }).seedDemo).toBeUndefined()
    expect(launcherSettings("/clone", { SEED_DEMO: "true" }).seedDemo).toBe(true)
    expect(launcherSettings("/clone", { SEED_DEMO: "false" }).seedDemo).toBe(false)
    expect(() => launcherSettings("/clone", { SEED_DEMO: "perhaps" })).toThrow(LaunchFailure)
  })

  it("plays the payment providers unless DEMO_PAYMENTS says no, or the database is one's own", () => {
    expect(launcherSettings("/clone", {}).demoPayments).toBe(true)
    expect(launcherSettings("/clone", { DATABASE_URL: "postgres://db/shop" }).demoPayments).toBe(false)
    expect(launcherSettings("/clone", { DATABASE_URL: "postgres://db/shop", DEMO_PAYMENTS: "true" }).demoPayments).toBe(
      true,
    )
    expect(launcherSettings("/clone", { DEMO_PAYMENTS: "false" }).demoPayments).toBe(false)
    expect(() => launcherSettings("/clone", { DEMO_PAYMENTS: "perhaps" })).toThrow("DEMO_PAYMENTS is neither")
  })

  it("takes the admin's address and password together or not at all", () => {
    expect(launcherSettings("/clone", { ADMIN_EMAIL: "a@example.com", ADMIN_PASSWORD: "pass" }).admin).toEqual({
      email: "a@example.com",
      password: "pass",
    })
    expect(() => launcherSettings("/clone", { ADMIN_EMAIL: "a@example.com" })).toThrow(
      "ADMIN_EMAIL is set without ADMIN_PASSWORD",
    )
    expect(() => launcherSettings("/clone", { ADMIN_PASSWORD: "pass" })).toThrow(
      "ADMIN_PASSWORD is set without ADMIN_EMAIL",
    )
  })
})
