import { defineConfig, Modules } from "@medusajs/framework/utils"
import { env as readEnv } from "./src/env"
import { paymentModule } from "./src/payment-providers"
import { redisModules } from "./src/redis-modules"

const env = readEnv()

// The host reads this name by itself, so the parsed answer is written back.
process.env.MEDUSA_DISABLE_TELEMETRY = String(env.telemetryDisabled)

export default defineConfig({
  projectConfig: {
    databaseUrl: env.databaseUrl,
    databaseDriverOptions: { pool: { min: 0, max: env.databasePoolMax } },
    ...(env.redisUrl && { redisUrl: env.redisUrl }),
    workerMode: env.workerMode,
    http: {
      storeCors: env.storeCors,
      adminCors: env.adminCors,
      authCors: env.authCors,
      jwtSecret: env.jwtSecret,
      cookieSecret: env.cookieSecret,
    },
    // A secure cookie is never sent over plain http, so a shop on http://localhost could not log in with one.
    cookieOptions: { secure: env.cookieSecure, sameSite: "lax" },
  },
  admin: { path: "/app", backendUrl: "/" },
  // What belongs to a module beside it: its routes, pages, jobs and guards.
  plugins: [
    { resolve: "@holdfast/message-log", options: {} },
    { resolve: "@holdfast/atp", options: {} },
    { resolve: "@holdfast/promotion-stacking", options: {} },
    { resolve: "@holdfast/order-lifecycle", options: {} },
    { resolve: "@holdfast/payment", options: {} },
    { resolve: "@holdfast/checkout", options: {} },
    { resolve: "@holdfast/payment-adyen", options: {} },
  ],
  modules: [
    { key: "message_log", resolve: "@holdfast/message-log" },
    { key: Modules.INVENTORY, resolve: "@holdfast/atp" },
    { key: Modules.PROMOTION, resolve: "@holdfast/promotion-stacking" },
    { key: "order_lifecycle", resolve: "@holdfast/order-lifecycle" },
    { key: "checkout", resolve: "@holdfast/checkout" },
    paymentModule(env),
    {
      key: Modules.LOCKING,
      resolve: "@medusajs/medusa/locking",
      options: { providers: [{ resolve: "@holdfast/locking-lease", id: "locking-lease", is_default: true }] },
    },
    {
      key: Modules.AUTH,
      resolve: "@medusajs/medusa/auth",
      options: {
        mfa: { encryption_key: env.mfaEncryptionKey },
        providers: [{ resolve: "@medusajs/medusa/auth-emailpass", id: "emailpass" }],
      },
    },
    {
      key: Modules.FILE,
      resolve: "@medusajs/medusa/file",
      options: {
        providers: [
          {
            resolve: "@medusajs/medusa/file-local",
            id: "local",
            options: {
              backend_url: `${env.publicUrl}/static`,
              upload_dir: env.staticDir,
              private_upload_dir: env.staticDir,
            },
          },
        ],
      },
    },
    ...redisModules(env.redisUrl),
  ],
})
