import { describe, expect, it } from "@jest/globals"
import { parsePgbench } from "./pgbench"

const SAID = `transaction type: one-statement-1.sql
scaling factor: 1
number of clients: 8
duration: 2 s
number of transactions actually processed: 6411
number of failed transactions: 0 (0.000%)
latency average = 2.490 ms
initial connection time = 21.512 ms
tps = 3212.875194 (without initial connection time)
`

describe("parsePgbench", () => {
  it("reads 6411 transactions and 3212.875194 a second", () => {
    expect(parsePgbench(SAID)).toEqual({ transactions: 6411, perSecond: 3212.875194 })
  })

  it("says what pgbench said when that is something else", () => {
    expect(() => parsePgbench("fatal: no such file")).toThrow(/something else:\nfatal: no such file/)
  })
})
