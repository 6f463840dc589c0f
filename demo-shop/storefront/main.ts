import { serveStorefront } from "./serve-storefront"

// Started by the launcher in a process of its own, which ends with it. Everything it has to know comes in one line of JSON.

const asked = JSON.parse(process.argv[2] ?? "{}") as Parameters<typeof serveStorefront>[0]

void serveStorefront(asked).then(({ url }) => {
  console.log(JSON.stringify({ url }))
})
