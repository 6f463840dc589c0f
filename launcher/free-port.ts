import { createServer } from "node:net"

/** Says whether somebody can listen on this port of this machine. */
export function portIsFree(port: number, host?: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once("error", () => {
      resolve(false)
    })
    probe.listen({ port, ...(host && { host }) }, () =>
      probe.close(() => {
        resolve(true)
      }),
    )
  })
}

/** A port nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once("error", reject)
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address()
      probe.close(() => {
        if (address === null || typeof address === "string") reject(new Error("The system gave no port."))
        else resolve(address.port)
      })
    })
  })
}
