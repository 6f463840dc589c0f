/** An engine that was given its promotions and carts, in its own words. */
export interface Contestant {
  readonly name: ContestantName
  /** Minor units that the cart costs after its promotions. Those that are not promised at once are awaited. */
  readonly price: (cart: number) => number | Promise<number>
}

export type ContestantName = "holdfast" | "through the module" | "naive scan" | "json-rules-engine" | "vanilla"
