import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import path from "node:path"
import { deserialize, serialize } from "node:v8"

/** It rises when an older snapshot could not be understood any more. */
const FORMAT = 1
/** At most four times a second, and never so often that writing large books is more than a tenth of the work. */
const PAUSE_MS = 250
const SHARE = 10

export interface StateFileOptions {
  readonly file: string
  /** Whose state it is: another sandbox's is not read. */
  readonly name: string
  /** All that is to be known after a restart, as plain data. Maps, sets and objects that are the same stay so. */
  readonly snapshot: () => unknown
  /** Says something to whoever started the sandbox, in one line. */
  readonly say: (line: string) => void
}

/**
 * What a sandbox knows, in a file of its own: written whole or not at all, soon after each change. A process that is
 * killed loses what it did in its last moments, never what it had before.
 */
export class StateFile {
  private timer: NodeJS.Timeout | null = null
  private notBefore = 0
  private complained = false
  private ended = false

  constructor(private readonly options: StateFileOptions) {}

  /** Hands over what was kept. What cannot be read or taken is put aside and told, and the sandbox begins with nothing. */
  load(take: (snapshot: unknown) => void): void {
    const { file, name, say } = this.options
    if (!existsSync(file)) return
    try {
      take(this.read())
    } catch (error) {
      const aside = `${file}.${Date.now()}.damaged`
      say(
        `The ${name} sandbox cannot read ${file}: ${messageOf(error)} It begins with nothing; ${this.putAside(aside)}`,
      )
    }
  }

  /** Something is otherwise than before: it is written within a moment. */
  changed(): void {
    if (this.ended) return
    this.timer ??= setTimeout(
      () => {
        this.save()
      },
      Math.max(0, this.notBefore - Date.now()),
    )
    this.timer.unref()
  }

  /** Writes it once more, and not again, however often it is ended: a Ctrl-C comes from the terminal and the launcher. */
  end(): void {
    if (this.ended) return
    if (this.timer) clearTimeout(this.timer)
    this.ended = true
    this.save()
  }

  private save(): void {
    this.timer = null
    const { file, name, snapshot, say } = this.options
    const begun = Date.now()
    try {
      const content = serialize(snapshot())
      mkdirSync(path.dirname(file), { recursive: true })
      const half = `${file}.${process.pid}.new`
      // It holds the secrets that webhooks are signed with.
      writeFileSync(half, Buffer.concat([Buffer.from(`${headOf(name, content)}\n`), content]), { mode: 0o600 })
      renameSync(half, file)
      this.complained = false
    } catch (error) {
      if (!this.complained) say(`The ${name} sandbox keeps nothing, since it cannot write ${file}: ${messageOf(error)}`)
      this.complained = true
    }
    const now = Date.now()
    this.notBefore = now + Math.max(PAUSE_MS, (now - begun) * SHARE)
  }

  private read(): unknown {
    const kept = readFileSync(this.options.file)
    const end = kept.indexOf("\n")
    const [head, content] = [kept.subarray(0, Math.max(end, 0)).toString("utf8"), kept.subarray(end + 1)]
    if (head === headOf(this.options.name, content)) return deserialize(content)
    const own = head.startsWith(`${titleOf(this.options.name)} `)
    throw new Error(own ? "it is not as it was written." : "it is not a file of this sandbox and this version.")
  }

  private putAside(aside: string): string {
    try {
      renameSync(this.options.file, aside)
      return `the file is now ${aside}.`
    } catch (error) {
      return `the file could not be put aside: ${messageOf(error)}`
    }
  }
}

const titleOf = (name: string): string => `holdfast-sandbox ${FORMAT} ${name}`

const headOf = (name: string, content: Buffer): string =>
  `${titleOf(name)} ${createHash("sha256").update(content).digest("hex")}`

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
