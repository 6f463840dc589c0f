import { createServer } from "node:http"
import { parseArgs } from "node:util"
import { Provider } from "./provider"

// `npx tsx sandboxes/payment-test/main.ts [--port 4600] [--secret …] [--tied]`: a payment provider on loopback, with its
// books in memory. Its first line says where it listens. With --tied it ends when its input is closed.
const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    secret: { type: "string", default: "test-webhook-secret" },
    tied: { type: "boolean", default: false },
  },
})
const provider = new Provider(values.secret)
const server = createServer((request, response) => {
  provider.handle(request, response).catch((error: unknown) => {
    console.error(error)
    if (!response.headersSent) response.writeHead(500)
    response.end()
  })
})
server.listen(Number(values.port), "127.0.0.1", () => {
  const address = server.address()
  if (address && typeof address === "object") console.log(`http://127.0.0.1:${address.port}`)
})
process.on("SIGTERM", () => process.exit(0))
// Whoever started it may be killed without a word, and takes its end of the pipe along.
if (values.tied) process.stdin.on("end", () => process.exit(0)).resume()
