import { expect } from "@jest/globals"
import type { Response } from "supertest"

/** Expects a refusal in the host's shape, with our code and with a message that says these words. */
export function expectRefused({ status, body }: Response, code: string, ...words: readonly string[]): void {
  const expected = code.endsWith("_unknown") ? 404 : 400
  expect({ status, body: body as unknown }).toMatchObject({
    status: expected,
    body: { code, type: expect.stringMatching(/^(not_found|invalid_data|not_allowed)$/) },
  })
  for (const word of words) expect((body as { message: string }).message).toContain(word)
}
