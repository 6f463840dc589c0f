import type { Cart } from "./domain/cart"

/** A cart as JSON carries it: amounts of minor units are texts. */
export const cartToJson = (cart: Cart): unknown =>
  JSON.parse(JSON.stringify(cart, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value)))

type Stored<T> = { readonly [Key in keyof T]: T[Key] extends bigint ? string : T[Key] }

/** A cart that was kept, as it was when it was priced. */
export function cartFromJson(json: unknown): Cart {
  const { lines, shipping, ...cart } = json as Omit<Cart, "lines" | "shipping"> & {
    readonly lines: readonly Stored<Cart["lines"][number]>[]
    readonly shipping: readonly Stored<Cart["shipping"][number]>[]
  }
  return {
    ...cart,
    lines: lines.map((line) => ({ ...line, amount: BigInt(line.amount) })),
    shipping: shipping.map((line) => ({ ...line, amount: BigInt(line.amount) })),
  }
}
