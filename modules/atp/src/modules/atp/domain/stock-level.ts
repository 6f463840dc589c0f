/** One item at one location. */
export interface LevelKey {
  readonly itemId: string
  readonly locationId: string
}

/** Every component of one availability figure, in units of the item. */
export interface StockLevel extends LevelKey {
  readonly onHand: number
  /** Left the shelf in a fulfilment whose reservation is still open. */
  readonly inFulfilment: number
  readonly allocated: number
  readonly held: number
  readonly transitOut: number
  readonly transitIn: number
  readonly safetyStock: number
  /** on hand + in fulfilment − allocated − held − transit out + transit in − safety stock. */
  readonly atp: number
}

/** A text that two keys share only when they are the same level. */
export const levelId = ({ itemId, locationId }: LevelKey) => `${itemId} ${locationId}`

/** The key alone, of anything that has one. */
export const keyOf = ({ itemId, locationId }: LevelKey): LevelKey => ({ itemId, locationId })
