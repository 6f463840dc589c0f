import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import { medusaCli } from "../../launcher/built-shop"
import { type SandboxProcess, startSandboxProcess } from "../../sandboxes/kit"
import { onCluster } from "../support/on-cluster"
import { runningShop } from "../support/running-shop"
import { ROOT } from "../support/start-command"

const MODULES = ["message-log", "atp", "promotion-stacking", "order-lifecycle", "payment", "checkout", "locking-lease"]
const PACKAGES = [
  ...["kernel", "host-kit", ...MODULES].map((name) => path.join("modules", name)),
  ...["payment-stripe", "payment-adyen"].map((name) => path.join("plugins", name)),
]

/**
 * A bare shop of the host that has our packages as npm installs them: unpacked from their tarballs, beside the host's own
 * packages. It knows them by the lines in its medusa-config and by nothing else.
 */
describe("a bare Medusa 2.21.2 shop with the packed modules", () => {
  const { clusterUrl, env } = runningShop()
  let shop: string
  let stripe: SandboxProcess
  let adyen: SandboxProcess

  beforeAll(async () => {
    ;[stripe, adyen] = await Promise.all([
      startSandboxProcess("stripe"),
      startSandboxProcess("adyen", { account: "Packed" }),
    ])
    await onCluster(clusterUrl, "create database packed")
    shop = mkdtempSync(path.join(tmpdir(), "holdfast-packed-"))
    const modules = path.join(shop, "node_modules")
    mkdirSync(path.join(modules, "@holdfast"), { recursive: true })
    for (const name of readdirSync(path.join(ROOT, "node_modules"))) {
      if (name !== "@holdfast") symlinkSync(path.join(ROOT, "node_modules", name), path.join(modules, name))
    }
    for (const folder of PACKAGES) unpack(folder, path.join(modules, "@holdfast", path.basename(folder)))
    write("package.json", JSON.stringify({ name: "bare", dependencies: { "@medusajs/medusa": "2.21.2" } }))
    write(
      "medusa-config.js",
      `const { defineConfig } = require("@medusajs/framework/utils")
       const providers = [
         { resolve: "@holdfast/payment-stripe/providers/stripe", id: "stripe",
           options: { apiKey: "sk_test_packed", webhookSecret: "whsec_packed", apiUrl: process.env.STRIPE_URL } },
         { resolve: "@holdfast/payment-adyen/providers/adyen", id: "adyen",
           options: { apiKey: "adyen-sandbox-Packed", merchantAccount: "Packed", hmacKeys: ["${"ab".repeat(32)}"],
             returnUrl: "https://shop.example.com", checkoutUrl: process.env.ADYEN_URL + "/v71" } },
       ]
       module.exports = defineConfig({
         projectConfig: { databaseUrl: process.env.DATABASE_URL, http: { jwtSecret: process.env.JWT_SECRET, cookieSecret: process.env.COOKIE_SECRET } },
         admin: { disable: true },
         // With the plugins alone, it is the host's own payment module that they take a payment for.
         plugins: process.env.ONLY_PLUGINS ? [] : ${JSON.stringify(MODULES.filter((name) => name !== "locking-lease"))}.map((name) => ({ resolve: "@holdfast/" + name, options: {} })),
         modules: process.env.ONLY_ATP
           ? [{ key: "inventory", resolve: "@holdfast/atp" }, { key: "message_log", disable: true }]
           : process.env.ONLY_PLUGINS ? [{ key: "payment", resolve: "@medusajs/medusa/payment", options: { providers } }]
           : [{ key: "message_log", resolve: "@holdfast/message-log" }, { key: "inventory", resolve: "@holdfast/atp" },
              { key: "promotion", resolve: "@holdfast/promotion-stacking" },
              { key: "order_lifecycle", resolve: "@holdfast/order-lifecycle" },
              { key: "payment", resolve: "@holdfast/payment", options: { providers } },
              { key: "checkout", resolve: "@holdfast/checkout" },
              { key: "locking", resolve: "@medusajs/medusa/locking",
                options: { providers: [{ resolve: "@holdfast/locking-lease", id: "locking-lease", is_default: true }] } }],
       })`,
    )
    write(
      "src/sells.js",
      `module.exports.default = async ({ container }) => {
         const stock = container.resolve("inventory")
         const item = await stock.createInventoryItems({ sku: "mug" })
         await stock.createInventoryLevels({ inventory_item_id: item.id, location_id: "berlin", stocked_quantity: 10 })
         const asks = Array.from({ length: 40 }, (_, n) =>
           stock.placeHold({ holdId: "cart_" + n, lines: [{ itemId: item.id, locationId: "berlin", quantity: 1 }], ttlSeconds: 60 }))
         const answers = await Promise.all(asks)
         console.log("held " + answers.filter((answer) => answer.ok).length + " of 40")
       }`,
    )
    write(
      "src/prices.js",
      `module.exports.default = async ({ container }) => {
         const promotions = container.resolve("promotion")
         await promotions.importEntries("{ id: half, action: { type: percent_off, value: 50, applies_to: order } }")
         const items = [{ id: "a", unit_price: 19.99, quantity: 1, subtotal: 19.99, original_total: 19.99 }]
         const actions = await promotions.computeActions([], { id: "cart_1", currency_code: "usd", items })
         console.log(actions.map((action) => action.code + " takes " + Number(action.amount)).join())
       }`,
    )
    write(
      "src/moves.js",
      `const { cancelOrderWorkflow, createOrderWorkflow } = require("@medusajs/medusa/core-flows")
       module.exports.default = async ({ container }) => {
         const lifecycle = container.resolve("order_lifecycle")
         const region = await container.resolve("region").createRegions({ name: "US", currency_code: "usd" })
         const { result: order } = await createOrderWorkflow(container).run({ input: {
           region_id: region.id, currency_code: "usd", email: "robin@example.com",
           items: [{ title: "Mug", quantity: 1, unit_price: 10 }] } })
         const stateOf = async () => (await lifecycle.states([order.id])).get(order.id)
         const states = [await stateOf()]
         await cancelOrderWorkflow(container).run({ input: { order_id: order.id } })
         states.push(await stateOf())
         console.log("went " + states.join(" to "))
       }`,
    )
    write(
      "src/pays.js",
      `module.exports.default = async ({ container }) => {
         const payments = container.resolve("payment")
         const [collection] = await payments.createPaymentCollections([{ currency_code: "usd", amount: 19.99 }])
         const session = await payments.createPaymentSession(collection.id,
           { provider_id: "pp_stripe_stripe", currency_code: "usd", amount: 19.99, data: {} })
         const confirmed = await fetch(process.env.STRIPE_URL + "/v1/payment_intents/" + session.data.id + "/confirm", {
           method: "POST", headers: { authorization: "Bearer sk_test_packed" },
           body: new URLSearchParams({ payment_method: "pm_card_visa", return_url: "https://shop.example.com" }) })
         const payment = await payments.authorizePaymentSession(session.id, {})
         await payments.capturePayment({ payment_id: payment.id, amount: 5 })
         const answer = await fetch(process.env.STRIPE_URL + "/v1/payment_intents/" + session.data.id,
           { headers: { authorization: "Bearer sk_test_packed" } })
         const intent = await answer.json()
         console.log("of " + intent.amount + " cents Stripe took " + intent.amount_received)
       }`,
    )
    // As Adyen's components hand a card over: encrypted, for which its test environment has names.
    const card = { encryptedCardNumber: `test_4111${"1".repeat(12)}`, encryptedExpiryMonth: "test_03" }
    const secret = { encryptedExpiryYear: "test_2030", encryptedSecurityCode: "test_737" }
    write(
      "src/pays-adyen.js",
      `module.exports.default = async ({ container }) => {
         const payments = container.resolve("payment")
         const [collection] = await payments.createPaymentCollections([{ currency_code: "eur", amount: 19.99 }])
         const session = await payments.createPaymentSession(collection.id, { provider_id: "pp_adyen_adyen", currency_code: "eur", amount: 19.99,
           data: { state_data: { paymentMethod: ${JSON.stringify({ type: "scheme", ...card, ...secret })} } } })
         const payment = await payments.authorizePaymentSession(session.id, {})
         await payments.capturePayment({ payment_id: payment.id, amount: 5 })
         console.log("authorized at Adyen as " + payment.data.adyen.payment.psp_reference)
       }`,
    )
  })

  afterAll(async () => {
    await Promise.all([stripe.stop(), adyen.stop()])
    await onCluster(clusterUrl, "drop database packed with (force)")
    rmSync(shop, { recursive: true })
  })

  function write(file: string, text: string): void {
    mkdirSync(path.dirname(path.join(shop, file)), { recursive: true })
    writeFileSync(path.join(shop, file), text)
  }

  /** What \`npm install\` does with a tarball, without asking a registry for what is there already. */
  function unpack(folder: string, target: string): void {
    const packed = run("npm", ["pack", "--json", "--pack-destination", shop], path.join(ROOT, folder))
    const [{ filename }] = JSON.parse(packed.stdout) as [{ filename: string }]
    mkdirSync(target, { recursive: true })
    run("tar", ["-xzf", path.join(shop, path.basename(filename)), "--strip-components=1", "-C", target], shop)
  }

  function run(command: string, args: readonly string[], cwd: string, more: Record<string, string> = {}) {
    const address = new URL(clusterUrl)
    address.pathname = "/packed"
    const answer = spawnSync(command, args, {
      cwd,
      env: {
        ...process.env,
        ...env,
        DATABASE_URL: address.toString(),
        STRIPE_URL: stripe.url,
        ADYEN_URL: adyen.url,
        ...more,
      },
      encoding: "utf8",
    })
    return { status: answer.status, stdout: answer.stdout, output: answer.stdout + answer.stderr }
  }
  const medusa = (args: readonly string[], more: Record<string, string> = {}) =>
    run(process.execPath, [medusaCli(ROOT), ...args], shop, more)

  it("migrates, and migrates again with nothing left to do", () => {
    const migrate = () => medusa(["db:migrate", "--execute-safe-links", "--execute-safe-search"])
    const first = migrate()
    expect(first.output).toContain("Migration20261121100200_atp_one_writer")
    expect(first.status).toBe(0)
    const second = migrate()
    expect(second.output).not.toContain("Migrating Migration")
    expect(second.status).toBe(0)
  })

  it("holds exactly 10 of 40 carts' units", () => {
    const { output, status } = medusa(["exec", "./src/sells.js"])
    expect(output).toContain("held 10 of 40")
    expect(status).toBe(0)
  })

  it("takes 9.99 of 19.99 off under an entry of 50 %", () => {
    const { output, status } = medusa(["exec", "./src/prices.js"])
    expect(output).toContain("half takes 9.99")
    expect(status).toBe(0)
  })

  it("guards an order from pending_payment to canceled", () => {
    const { output, status } = medusa(["exec", "./src/moves.js"])
    expect(output).toContain("went pending_payment to canceled")
    expect(status).toBe(0)
  })

  it.each([
    ["Holdfast's", {}],
    ["the host's own", { ONLY_PLUGINS: "yes" }],
  ])("takes 5.00 of an authorized 19.99 at Stripe, through %s payment module", (_whose, only) => {
    const { output, status } = medusa(["exec", "./src/pays.js"], only)
    expect(output).toContain("of 1999 cents Stripe took 500")
    expect(status).toBe(0)
  })

  it.each([
    ["Holdfast's", {}],
    ["the host's own", { ONLY_PLUGINS: "yes" }],
  ])("takes 5.00 of an authorized 19.99 at Adyen, through %s payment module", async (_whose, only) => {
    const { output, status } = medusa(["exec", "./src/pays-adyen.js"], only)
    const [, reference] = /authorized at Adyen as (\w+)/.exec(output) ?? []
    expect([status, output]).toEqual([0, expect.stringContaining(String(reference))])
    const { accounts } = await adyen.state()
    const { payments } = accounts["Packed"] as { payments: readonly { readonly pspReference: string }[] }
    expect(payments.find(({ pspReference }) => pspReference === reference)).toMatchObject({
      ...{ amount: { value: 1999, currency: "EUR" }, captured: 500 },
    })
  })

  it("ends its boot with one sentence when the outbox is missing", () => {
    const { output, status } = medusa(["exec", "./src/sells.js"], { ONLY_ATP: "yes" })
    expect(output).toContain("@holdfast/atp needs @holdfast/message-log beside it")
    expect(status).toBe(1)
  })
})
