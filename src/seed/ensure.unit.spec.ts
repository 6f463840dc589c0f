import { describe, expect, it } from "@jest/globals"
import { ensure, idOf, idsByName } from "./ensure"

/** A table with unique names, as the host's are. */
function table(...names: string[]) {
  const rows = names.map((name) => ({ id: `id_${name}`, name }))
  const writes: string[][] = []
  return {
    writes,
    ensure: (wanted: readonly string[]) =>
      ensure({
        what: "thing",
        wanted,
        nameOf: (name) => name,
        find: () => Promise.resolve(idsByName(rows, ({ name }) => name)),
        create: (missing) => {
          writes.push([...missing])
          rows.push(...missing.map((name) => ({ id: `id_${name}`, name })))
          return Promise.resolve()
        },
      }),
  }
}

describe("ensure", () => {
  it("creates the 2 that are missing in one go and leaves the 1 that is there", async () => {
    const things = table("a")
    const { ids, created } = await things.ensure(["a", "b", "c"])
    expect(things.writes).toEqual([["b", "c"]])
    expect(created).toBe(2)
    expect(ids.get("c")).toBe("id_c")
  })

  it("writes nothing the second time", async () => {
    const things = table()
    await things.ensure(["a"])
    expect((await things.ensure(["a"])).created).toBe(0)
    expect(things.writes).toHaveLength(1)
  })

  it("says what is missing when the creation did not last", async () => {
    const lost = ensure({
      what: "region",
      wanted: ["Japan"],
      nameOf: (name) => name,
      find: () => Promise.resolve(new Map<string, string>()),
      create: () => Promise.resolve(),
    })
    await expect(lost).rejects.toThrow('region "Japan" is not in the database although it was just seeded')
  })
})

describe("idsByName", () => {
  it("keeps the first of 2 rows with one name and skips rows without a name", () => {
    const rows = [
      { id: "1", name: "a" },
      { id: "2", name: "a" },
      { id: "3", name: null },
    ]
    const ids = idsByName(rows, ({ name }) => name)
    expect([...ids]).toEqual([["a", "1"]])
    expect(idOf(ids, "thing", "a")).toBe("1")
  })
})
