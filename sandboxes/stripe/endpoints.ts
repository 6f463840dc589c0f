import type { SandboxTools } from "../kit"
import { find, newId } from "./account-books"
import type { StripeCall } from "./emit-event"
import { mergedMetadata, text } from "./form-values"
import type { Endpoint } from "./stripe-objects"

type Body = Readonly<Record<string, unknown>>

/** Where the shop wants to be told. The secret is shown once, as Stripe does. */
export function createEndpoint(call: StripeCall, body: Body): Endpoint {
  const endpoint: Endpoint = {
    id: newId(call.tools, "we"),
    object: "webhook_endpoint",
    api_version: text(body["api_version"]),
    application: null,
    created: call.tools.clock.seconds(),
    description: text(body["description"]),
    enabled_events: (body["enabled_events"] as string[] | undefined) ?? ["*"],
    livemode: false,
    metadata: mergedMetadata({}, body["metadata"]),
    secret: `whsec_${call.tools.random.text(24)}`,
    status: "enabled",
    url: text(body["url"]) ?? "",
  }
  call.state.endpoints.set(endpoint.id, endpoint)
  subscribe(call.tools, call.account, endpoint)
  return endpoint
}

export function updateEndpoint(call: StripeCall, id: string, body: Body): object {
  const endpoint = find(call.state.endpoints, "webhook_endpoint", id)
  call.tools.endpoints.remove(endpoint.url)
  if ("url" in body) endpoint.url = text(body["url"]) ?? endpoint.url
  if ("enabled_events" in body) endpoint.enabled_events = body["enabled_events"] as string[]
  if ("description" in body) endpoint.description = text(body["description"])
  endpoint.metadata = mergedMetadata(endpoint.metadata, body["metadata"])
  subscribe(call.tools, call.account, endpoint)
  return shown(endpoint)
}

export function deleteEndpoint(call: StripeCall, id: string): object {
  call.tools.endpoints.remove(find(call.state.endpoints, "webhook_endpoint", id).url)
  call.state.endpoints.delete(id)
  return { id, object: "webhook_endpoint", deleted: true }
}

export function shown(
  endpoint: Endpoint,
): Omit<Endpoint, "secret"> & { readonly id: string; readonly created: number } {
  const { secret: _, ...rest } = endpoint
  return rest
}

const subscribe = (tools: SandboxTools, account: string, { url, secret, enabled_events }: Endpoint) => {
  tools.endpoints.add({ url, secrets: [secret], events: enabled_events, account })
}
