import type { AddressInfo } from "node:net"
import express from "express"
import { SIDES, type Receive, type SideName } from "./two-ways"
import type { Webhook } from "./webhook"

/** The least route there is for each side: read the body, keep it, answer 202. Answers its port. */
export async function openDoor(ways: Readonly<Record<SideName, Receive>>): Promise<number> {
  const app = express()
  app.use(express.json({ limit: "1mb" }))
  for (const side of SIDES) {
    app.post(`/${side}`, (req, res) => {
      ways[side](req.body as Webhook).then(
        () => res.status(202).json({}),
        (error: unknown) => res.status(500).json({ message: String(error) }),
      )
    })
  }
  return new Promise((resolve) => {
    const server = app.listen(0, "127.0.0.1", () => {
      resolve((server.address() as AddressInfo).port)
    })
  })
}
