import type { ProviderFailureKind } from "@holdfast/kernel"
import type { OperationState } from "./payment-operation"

/**
 * What an operation is after the provider did not do it, or did not say.
 *
 * @param kind null for an error that is no provider plugin's of ours, which says nothing about what was done
 * @param known whether nothing that was sent before with this key may still happen
 * @param canAsk whether the provider can be asked what became of a call
 */
export function stateAfterFailure(
  kind: ProviderFailureKind | null,
  known: boolean,
  canAsk: boolean,
): Extract<OperationState, "failed" | "prepared" | "unknown"> {
  switch (kind) {
    case "declined":
    case "requires_action":
    case "invalid_request":
    case "configuration":
      return "failed"
    case "conflict":
    case "rate_limited":
    case "unreachable":
      return known ? "prepared" : "unknown"
    case "indeterminate":
      return "unknown"
    case null:
      // Nobody could ever find out; so it is sent again with its key, and the provider sees to it that it is done once.
      return canAsk ? "unknown" : "prepared"
  }
}
