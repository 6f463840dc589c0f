/** What a process of the bench can be asked to do, by name. What goes in and comes out is copied. */
export type TaskTable<Tasks> = { readonly [Name in keyof Tasks]: (input: never) => unknown }

export interface TaskRequest {
  readonly id: number
  readonly task: PropertyKey
  readonly input: unknown
}

export interface TaskAnswer {
  readonly id: number
  readonly output?: unknown
  readonly failure?: string
}
