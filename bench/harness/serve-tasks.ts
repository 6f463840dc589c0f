import type { TaskAnswer, TaskRequest, TaskTable } from "./task-protocol"

/** Answers the process that started this one with `startTaskProcess`, once what it was opened with is there. */
export function serveTasks<Tasks extends TaskTable<Tasks>>(open: (opening: never) => Promise<Tasks>): void {
  const opened = open(JSON.parse(process.argv[2] ?? "{}") as never)
  process.on("message", ({ id, task, input }: TaskRequest) => {
    void opened
      .then((tasks) => (tasks[task as keyof Tasks] as unknown as (input: unknown) => Promise<unknown>)(input))
      .then(
        (output): TaskAnswer => ({ id, output }),
        (error: unknown): TaskAnswer => ({
          id,
          failure: error instanceof Error ? (error.stack ?? error.message) : String(error),
        }),
      )
      .then((answer) => process.send?.(answer))
  })
  // Without it the line that ends this process with its parent would not keep it waiting for the next task.
  process.channel?.ref()
}
