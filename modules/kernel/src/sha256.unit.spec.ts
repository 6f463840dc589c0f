import { createHash } from "node:crypto"

import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"

import { sha256Hex } from "./sha256"
import { utf8 } from "./utf8"

describe("sha256Hex", () => {
  // NIST, "Examples with Intermediate Values" for FIPS 180-4, and the empty message of the NIST validation suite.
  it.each([
    ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
    [
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    ],
    [
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1",
    ],
  ])("hashes the standard's message %p to %s", (message, digest) => {
    expect(sha256Hex(utf8(message))).toBe(digest)
  })

  it("hashes 1000000 times the letter a as the standard says", () => {
    expect(sha256Hex(new Uint8Array(1_000_000).fill(0x61))).toBe(
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
    )
  })

  it("pads right at each of the 130 lengths around 1 and 2 blocks", () => {
    for (let length = 0; length < 130; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 7) & 255)
      expect(sha256Hex(bytes)).toBe(createHash("sha256").update(bytes).digest("hex"))
    }
  })

  it("agrees with node:crypto on any bytes, and on a part of a larger buffer", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), fc.nat(500), (bytes, from) => {
        const part = bytes.subarray(Math.min(from, bytes.length))
        expect(sha256Hex(part)).toBe(createHash("sha256").update(part).digest("hex"))
      }),
      { numRuns: 300 },
    )
  })
})
