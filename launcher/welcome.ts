import type { SetupResult } from "./set-up-shop"

export interface Welcome {
  readonly publicUrl: string
  readonly setup: SetupResult
  readonly publishableKey: string | undefined
  /** Where the demo's storefront is, when it runs. */
  readonly storefrontUrl: string | undefined
  readonly logFile: string
  readonly startedInMs: number
}

/** What a newcomer needs next: where the dashboard is, how to log in, the key, and three lines to paste. */
export function welcome({ publicUrl, setup, publishableKey, storefrontUrl, logFile, startedInMs }: Welcome): string {
  return [
    "",
    `Holdfast is ready [${(startedInMs / 1000).toFixed(1)}s]`,
    "",
    `  Dashboard        ${publicUrl}/app`,
    ...login(setup),
    ...(storefrontUrl ? [`  Storefront       ${storefrontUrl}  (takes the test cards of Stripe and Adyen)`] : []),
    `  Publishable key  ${publishableKey ?? "none yet: create one in the dashboard under Settings, Publishable API Keys"}`,
    `  Log              ${logFile}`,
    "",
    ...(publishableKey ? curlLines(publicUrl, publishableKey, setup.demoShop?.regionId) : []),
    "Ctrl-C stops everything.",
    "",
  ].join("\n")
}

function login({ createdAdmin, adminEmail }: SetupResult): string[] {
  if (createdAdmin) {
    return [
      `  Login            ${createdAdmin.email}`,
      `  Password         ${createdAdmin.password}  (shown this once)`,
    ]
  }
  return [
    `  Login            ${adminEmail ?? "an admin of this shop"}, with the password from the first start`,
    `                   (lost it? ADMIN_EMAIL=new@example.com ADMIN_PASSWORD=… npm start makes another admin)`,
  ]
}

function curlLines(publicUrl: string, key: string, regionId: string | undefined): string[] {
  const withKey = `curl -s -H 'x-publishable-api-key: ${key}'`
  return [
    "Try it:",
    "",
    `  curl -s ${publicUrl}/ready`,
    `  ${withKey} '${publicUrl}/store/products?limit=3&fields=title,handle'`,
    regionId
      ? `  ${withKey} -H 'content-type: application/json' -d '{"region_id":"${regionId}"}' ${publicUrl}/store/carts`
      : `  ${withKey} ${publicUrl}/store/regions`,
    "",
  ]
}
