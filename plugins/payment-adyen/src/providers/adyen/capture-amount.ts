import { ProviderFailure } from "@holdfast/kernel"

/** The payment module's own service for capture rows, as far as it is used. */
export type CaptureReader = {
  retrieve(id: string, config?: { select?: string[] }): Promise<{ amount?: unknown; raw_amount?: unknown } | undefined>
}

/**
 * How much a capture is for. Medusa does not say so to the provider; it made a row whose id is the idempotency key.
 * Whoever cannot be told must not guess: capturing everything would take money for goods that have not left.
 */
export async function captureAmountOf(
  container: { captureService?: CaptureReader },
  captureId: string,
): Promise<unknown> {
  const capture = await readCapture(container, captureId)
  const amount = capture?.raw_amount ?? capture?.amount
  if (amount !== undefined && amount !== null) return amount
  throw new ProviderFailure(
    "invalid_request",
    "capture_amount_unknown",
    `The amount of capture ${captureId} is not known, so nothing was captured. Capture through Medusa's payment module, or pass amount.`,
    "The payment is not affected.",
  )
}

async function readCapture(container: { captureService?: CaptureReader }, captureId: string) {
  try {
    return await container.captureService?.retrieve(captureId, { select: ["id", "amount", "raw_amount"] })
  } catch {
    return undefined
  }
}
