import type { MedusaResponse } from "@medusajs/framework/http"
import type { EntriesRefused } from "../modules/promotion-stacking/import/read-entries"
import type { StoredEntry } from "../modules/promotion-stacking/service"

/** A refusal with everything that is wrong, which the host's own error answer has no room for. */
export function answerRefused(res: MedusaResponse, refused: EntriesRefused): void {
  const { code, message, nextStep, problems } = refused
  res.status(400).json({ type: "invalid_data", code, message: `${message} ${nextStep}`, next_step: nextStep, problems })
}

/** An entry with the fields that lists show beside it. */
export function showEntry({ id, source, status, promotionId, updatedAt, revision }: StoredEntry) {
  return {
    id,
    status,
    priority: source["priority"] ?? 0,
    lane: source["lane"] ?? 0,
    group: source["group"] ?? null,
    exclusive: source["exclusive"] ?? false,
    stacks_with: source["stacks_with"] ?? [],
    codes: source["codes"] ?? [],
    campaign: source["campaign"] ?? null,
    source,
    promotion_id: promotionId,
    revision,
    updated_at: updatedAt,
  }
}
