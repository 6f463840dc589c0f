import type { Call, SandboxDefinition } from ".."
import { reply } from "../reply"

export interface Jar {
  coins: number
}

function addCoins({ state, account, tools }: Pick<Call<Jar>, "account" | "state" | "tools">, count: number): void {
  state.coins += count
  const id = `m${state.coins}`
  tools.emit(account, { id, event: "coins.added", body: JSON.stringify({ coins: state.coins }) })
}

/** The smallest provider there is: a jar that takes coins, and tells of each; or takes them an hour later. */
export const jar: SandboxDefinition<Jar> = {
  name: "jar",
  specifications: {},
  newState: () => ({ coins: 0 }),
  accountOf: ({ authorization }) => authorization ?? reply(401, { error: "no key" }),
  routes: [
    {
      operation: "coins.add",
      method: "POST",
      path: "/jars/{jar}/coins",
      handle: (call) => {
        const { account, body, params, tools, state } = call
        const count = Number(body["count"])
        if (body["later"] === true) tools.later(account, 3_600_000, { act: "coins.add", count })
        else addCoins(call, count)
        return reply(200, { jar: params["jar"], coins: state.coins, serial: tools.serial() })
      },
    },
  ],
  later: { "coins.add": (call, { count }) => addCoins(call, Number(count)) },
  scenarios: { mood: ["good", "bad"] },
  idempotency: {
    keepForMs: 86_400_000,
    keyOf: (headers) => (typeof headers["idempotency-key"] === "string" ? headers["idempotency-key"] : null),
    inFlight: () => reply(409, { error: "in flight" }),
    otherParameters: () => reply(400, { error: "other parameters" }),
    otherEndpoint: () => reply(400, { error: "other endpoint" }),
    keeps: ({ status }) => status < 400,
    replayHeaders: { replayed: "true" },
  },
  answers: {
    notFound: () => reply(404, { error: "not found" }),
    malformed: (violations) => reply(400, { error: violations.join("; ") }),
    rateLimited: () => reply(429, { error: "slow down" }),
    failed: () => reply(500, { error: "failed" }),
    thrown: () => null,
  },
  webhooks: {
    sign: ({ body, secrets, seconds }) => ({
      headers: { signature: `${secrets.join("+")}:${seconds > 0}:${body.length}` },
    }),
    delivery: "fifo",
    retryAfterSeconds: [60],
  },
  show: (state) => state,
}
