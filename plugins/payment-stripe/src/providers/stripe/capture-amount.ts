import { ProviderFailure } from "@holdfast/kernel"

/** The payment module's own service for capture rows, as far as it is used. */
export type CaptureReader = {
  retrieve(id: string, config?: { select?: string[] }): Promise<{ amount?: unknown; raw_amount?: unknown } | undefined>
}

/**
 * How much a capture is for. Medusa does not tell the provider; the row it has just written does, and its id is the
 * idempotency key. Who cannot be told must not guess: capturing everything would take money for goods that have not left.
 *
 * @throws ProviderFailure `capture_amount_unknown`
 */
export async function captureAmountOf(
  captures: CaptureReader | undefined,
  captureId: string | undefined,
): Promise<unknown> {
  const capture = captureId === undefined ? undefined : await readCapture(captures, captureId)
  const amount = capture?.raw_amount ?? capture?.amount
  if (amount !== undefined && amount !== null) return amount
  throw new ProviderFailure(
    "invalid_request",
    "capture_amount_unknown",
    `The amount of capture ${captureId ?? "without an id"} is not known, so nothing was captured. Capture through Medusa's payment module, or pass amount.`,
    "The payment is not affected.",
  )
}

async function readCapture(captures: CaptureReader | undefined, id: string) {
  try {
    return await captures?.retrieve(id, { select: ["id", "amount", "raw_amount"] })
  } catch {
    // A row that cannot be read is as good as none: the caller refuses.
    return undefined
  }
}
