import { cartIdOf, expectAnswer, expectThat, type ShopUnderTest } from "./shop-under-test"

export interface Rule {
  readonly name: string
  readonly says: string
  /** Throws when the shop does not keep it. */
  readonly check: (shop: ShopUnderTest) => Promise<void>
}

const TOGETHER = 20

/** What a caller of the store API may rely on. Every rule makes its own keys, so they may be tried in any order. */
export const RULES: readonly Rule[] = [
  {
    name: "same_answer_again",
    says: "the same key and body get the first answer again, byte for byte, with its status, and are told so",
    async check(shop) {
      const key = shop.newKey()
      const first = await shop.createCart({ key })
      const again = await shop.createCart({ key })
      cartIdOf(first)
      expectThat(!first.replayed, "the first answer says that it is replayed")
      expectThat(again.text === first.text, "the second answer has another body")
      expectThat(again.status === first.status, `the second answer is ${again.status} and not ${first.status}`)
      expectThat(again.replayed, "the second answer has no header Idempotent-Replayed: true")
      expectThat(
        again.headers["content-type"] === first.headers["content-type"],
        `the second answer is ${again.headers["content-type"]}`,
      )
    },
  },
  {
    name: "done_once",
    says: "what was asked for twice under one key is done once",
    async check(shop) {
      const cart = cartIdOf(await shop.createCart())
      const key = shop.newKey()
      for (const email of ["first@example.com", "first@example.com"]) {
        expectAnswer(await shop.send(`/store/carts/${cart}`, { key, body: { email } }), 200)
      }
      expectAnswer(await shop.send(`/store/carts/${cart}`, { body: { email: "second@example.com" } }), 200)
      await shop.send(`/store/carts/${cart}`, { key, body: { email: "first@example.com" } })
      const { json } = await shop.send(`/store/carts/${cart}`, { method: "GET" })
      const { email } = json["cart"] as { email: string }
      expectThat(email === "second@example.com", `a repeated request was carried out again: the email is ${email}`)
    },
  },
  {
    name: "member_order_is_irrelevant",
    says: "a body with its members in another order, and other spaces, is the same body",
    async check(shop) {
      const key = shop.newKey()
      const region = JSON.stringify(shop.regionId)
      const first = await shop.createCart({ key, raw: `{"region_id":${region},"email":"a@example.com"}` })
      const again = await shop.createCart({ key, raw: `{ "email": "a@example.com",\n "region_id": ${region} }` })
      expectThat(cartIdOf(again) === cartIdOf(first), "a second cart was made")
    },
  },
  {
    name: "other_body_is_refused",
    says: "a key that comes with another body is refused with 422 idempotency_key_reused",
    async check(shop) {
      const key = shop.newKey()
      cartIdOf(await shop.createCart({ key }))
      const other = await shop.createCart({ key, body: { region_id: shop.regionId, email: "b@example.com" } })
      expectAnswer(other, 422, "idempotency_key_reused")
    },
  },
  {
    name: "other_query_is_refused",
    says: "a key that comes with another query is refused with 422 idempotency_key_reused",
    async check(shop) {
      const key = shop.newKey()
      cartIdOf(await shop.createCart({ key }))
      const body = { region_id: shop.regionId }
      expectAnswer(await shop.send("/store/carts?fields=id", { key, body }), 422, "idempotency_key_reused")
    },
  },
  {
    name: "one_at_a_time",
    says: `of ${TOGETHER} that come together one is carried out; the others get its answer, or 409 idempotency_key_in_use and when to come again`,
    async check(shop) {
      const key = shop.newKey()
      const answers = await Promise.all(Array.from({ length: TOGETHER }, () => shop.createCart({ key })))
      const early = answers.filter(({ status }) => status === 409)
      for (const answer of early) {
        expectAnswer(answer, 409, "idempotency_key_in_use")
        const { "retry-after": seconds } = answer.headers
        expectThat(Number(seconds) >= 1, `a 409 says Retry-After: ${String(seconds)}`)
      }
      const carts = new Set(answers.filter(({ status }) => status !== 409).map(cartIdOf))
      expectThat(carts.size === 1, `${carts.size} carts were made`)
      const done = answers.filter(({ status, replayed }) => status !== 409 && !replayed)
      expectThat(done.length === 1, `${done.length} answers say that they are the first`)
    },
  },
  {
    name: "scoped_to_the_route",
    says: "one key on two routes is two keys",
    async check(shop) {
      const key = shop.newKey()
      const cart = cartIdOf(await shop.createCart({ key }))
      const other = cartIdOf(await shop.createCart())
      for (const id of [cart, other]) {
        const { status, json, replayed } = await shop.send(`/store/carts/${id}`, {
          key,
          body: { email: `c@example.com` },
        })
        const changed = (json["cart"] ?? {}) as { id?: string }
        expectThat(status === 200 && changed.id === id && !replayed, `cart ${id} was not changed: ${status}`)
      }
    },
  },
  {
    name: "scoped_to_the_caller",
    says: "one key of a guest and of a customer is two keys",
    async check(shop) {
      const key = shop.newKey()
      const [token, other] = [await shop.customerToken(), await shop.customerToken()]
      const carts = [
        await shop.createCart({ key }),
        await shop.createCart({ key, token }),
        await shop.createCart({ key, token: other }),
      ]
      expectThat(new Set(carts.map(cartIdOf)).size === 3, "a caller was given another caller's cart")
    },
  },
  {
    name: "failed_validation_is_not_kept",
    says: "a request that is refused leaves its key free for the mended one",
    async check(shop) {
      const key = shop.newKey()
      const body = { region_id: shop.regionId, no_such_field: true }
      for (const refused of [await shop.createCart({ key, body }), await shop.createCart({ key, body })]) {
        expectAnswer(refused, 400)
        expectThat(!refused.replayed, "the refusal was kept")
      }
      const mended = await shop.createCart({ key })
      cartIdOf(mended)
      expectThat(!mended.replayed, "the mended request was not carried out")
    },
  },
  {
    name: "fault_is_not_kept",
    says: "a request that ends in a fault of the shop leaves its key free for another try",
    async check(shop) {
      const key = shop.newKey()
      // The database knows no character 0, and the host lets it through to there.
      const body = { region_id: shop.regionId, metadata: { note: "\u0000" } }
      for (const failed of [await shop.createCart({ key, body }), await shop.createCart({ key, body })]) {
        expectThat(failed.status >= 400, `the fault did not come: ${failed.status}`)
        expectThat(!failed.replayed, "the fault was kept")
      }
      cartIdOf(await shop.createCart({ key }))
    },
  },
  {
    name: "quotes_do_not_matter",
    says: "a key in quotes, as the IETF's draft writes it, is the key inside them",
    async check(shop) {
      const key = shop.newKey()
      const first = cartIdOf(await shop.createCart({ key: `"${key}"` }))
      expectThat(cartIdOf(await shop.createCart({ key })) === first, "a second cart was made")
    },
  },
  badKey("empty_key_is_refused", "an empty key", ""),
  badKey("long_key_is_refused", "a key of 256 bytes", "k".repeat(256)),
  badKey("unprintable_key_is_refused", "a key with a character that cannot be printed", "cl\u00e9"),
  badKey("several_keys_are_refused", "a request with two keys", ["a", "b"]),
  {
    name: "longest_key_is_taken",
    says: "a key of 255 bytes is a key",
    async check(shop) {
      const key = shop.newKey().padEnd(255, "~ ")
      const first = cartIdOf(await shop.createCart({ key: `${key.slice(0, 254)}~` }))
      expectThat(cartIdOf(await shop.createCart({ key: `${key.slice(0, 254)}~` })) === first, "a second cart was made")
    },
  },
  {
    name: "without_a_key_nothing_changes",
    says: "a request without a key is carried out each time",
    async check(shop) {
      const [first, second] = [await shop.createCart(), await shop.createCart()]
      expectThat(cartIdOf(first) !== cartIdOf(second), "the second request was not carried out")
      expectThat(!second.replayed, "the second answer says that it is replayed")
    },
  },
  {
    name: "whole_checkout_needs_a_key",
    says: "POST /store/checkout without a key is refused with 400 idempotency_key_missing",
    async check(shop) {
      expectAnswer(await shop.send("/store/checkout", { body: {} }), 400, "idempotency_key_missing")
    },
  },
  {
    name: "large_body_is_refused",
    says: "a body over the limit is refused with 413 request_body_too_large",
    async check(shop) {
      const body = { region_id: shop.regionId, email: "x".repeat(2_000_000) }
      expectAnswer(await shop.createCart({ key: shop.newKey(), body }), 413, "request_body_too_large")
    },
  },
]

function badKey(name: string, what: string, key: string | readonly string[]): Rule {
  return {
    name,
    says: `${what} is refused with 400 idempotency_key_invalid`,
    check: async (shop) => expectAnswer(await shop.createCart({ key }), 400, "idempotency_key_invalid"),
  }
}
