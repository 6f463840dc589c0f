import { record, text } from "./form-values"
import type { Intent } from "./stripe-objects"

/** What the bank shows: a yes and a no. Afterwards the shopper is sent back to where the shop wanted, as Stripe does. */
export function challengePage(account: string, id: string, intent: Intent): string {
  const { return_url } = record(record(intent.next_action)["redirect_to_url"])
  const back = text(return_url)
  const address = back === null || !URL.canParse(back) ? null : new URL(back)
  address?.searchParams.set("payment_intent", id)
  address?.searchParams.set("payment_intent_client_secret", intent.client_secret)
  const choices = { id, account, back: address?.href ?? null }
  // In a script, only a closing tag could end the text early.
  const json = JSON.stringify(choices).replaceAll("<", "\\u003c")
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Your bank</title>
<h1>Your bank asks: is this payment yours?</h1>
<button id="passed">Yes, pay</button> <button id="failed">No</button>
<script>
const { id, account, back } = ${json}
for (const outcome of ["passed", "failed"]) document.getElementById(outcome).onclick = async () => {
  await fetch("/__sandbox/3ds/" + id + "/complete?account=" + encodeURIComponent(account),
    { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ outcome }) })
  if (back) location.href = back + "&redirect_status=" + (outcome === "passed" ? "succeeded" : "failed")
  else document.body.textContent = outcome === "passed" ? "Thank you." : "The payment was refused."
}
</script></html>`
}
