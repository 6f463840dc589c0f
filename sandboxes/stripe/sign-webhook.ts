import { createHmac } from "node:crypto"
import type { Sign } from "../kit"

/** `t` is when it was signed, each `v1` one secret's signature, `v0` one of another scheme that must not be believed. */
export const signWebhook: Sign = ({ body, secrets, seconds }) => {
  const signatures = secrets.map((secret) => {
    const hex = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex")
    return `v1=${hex}`
  })
  return { headers: { "stripe-signature": [`t=${seconds}`, ...signatures, `v0=${"6".repeat(64)}`].join(",") } }
}
