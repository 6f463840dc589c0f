import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import Ajv2020, { type ValidateFunction } from "ajv/dist/2020"
import addFormats from "ajv-formats"
import { beforeAll, describe, expect, it } from "@jest/globals"
import { Client } from "pg"
import { adminDesk } from "../support/admin-desk"
import { LifecycleDesk } from "../support/lifecycle-desk"
import { Merchant } from "../support/merchant"
import { runningShop } from "../support/running-shop"
import { ROOT } from "../support/start-command"
import { StockRoom } from "../support/stock-room"

const SCHEMAS = path.join(ROOT, "modules/message-log/src/modules/message-log/event-schemas")

interface Published {
  readonly id: string
  readonly name: string
  readonly data: object
}

describe("events of a real shop", () => {
  const shop = runningShop()
  const newest = new Map<string, ValidateFunction>()
  let rows: readonly Published[]

  beforeAll(async () => {
    const ajv = addFormats(new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }))
    const versions = readdirSync(SCHEMAS).flatMap((file) => {
      const [, event, version] = /^(.+)\.v(\d+)\.json$/.exec(file) ?? []
      return event ? [{ event, version: Number(version), file }] : []
    })
    for (const { event, file } of versions.sort((a, b) => a.version - b.version)) {
      newest.set(event, ajv.compile(JSON.parse(readFileSync(path.join(SCHEMAS, file), "utf8")) as object))
    }

    await new StockRoom(await adminDesk(shop)).topUp("HOM-MUG-CHK", 50)
    const desk = new LifecycleDesk(shop, await Merchant.login(shop))
    const order = await desk.order({ lines: 1 })
    await desk.send(order.id, "payment.captured", {})
    const client = new Client({ connectionString: shop.databaseUrl })
    await client.connect()
    // Of this suite and of all that ran before it: what is published stays for a week.
    ;({ rows } = await client.query<Published>("select id, name, data from message_log_outbox order by position"))
    await client.end()
  })

  it("are stock that moved and orders that changed their state, at the least", () => {
    const names = new Set(rows.map(({ name }) => name))
    expect([...names]).toEqual(expect.arrayContaining(["inventory.stock_moved", "order.state_changed"]))
  })

  it("all have a schema, and fit its newest version", () => {
    const unfit = rows.flatMap(({ id, name, data }) => {
      const accepts = newest.get(name)
      if (!accepts) return [`${name} has no schema`]
      return accepts(data) ? [] : [`${id} (${name}): ${JSON.stringify(accepts.errors)}`]
    })
    expect(unfit).toEqual([])
  })
})
