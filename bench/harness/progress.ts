import type { WriteStream } from "node:tty"

/** Says what is going on: a line that changes while it lasts, on a terminal, and one line when it is done. */
export class Progress {
  constructor(private readonly out: WriteStream) {}

  /** Runs one step and prints its name and duration. `work` may say how far it is. */
  async step<T>(title: string, work: (say: (detail: string) => void) => Promise<T>): Promise<T> {
    const startedAt = Date.now()
    this.now(`… ${title}`)
    try {
      const result = await work((detail) => this.now(`… ${title}: ${detail}`))
      this.line(`✔ ${title} [${((Date.now() - startedAt) / 1000).toFixed(1)}s]`)
      return result
    } catch (error) {
      this.line(`✘ ${title}`)
      throw error
    }
  }

  /** Prints a line that stays. */
  line(text: string): void {
    this.erase()
    this.out.write(`${text}\n`)
  }

  private now(text: string): void {
    if (!this.out.isTTY) return
    this.erase()
    this.out.write(text.slice(0, this.out.columns - 1))
  }

  private erase(): void {
    if (this.out.isTTY) this.out.write("\r\u001b[2K")
  }
}
