import { rmSync } from "node:fs"

interface TestRun {
  dataDir: string | undefined
  closers: (() => Promise<void>)[]
}

/** Jest loads setup and teardown apart from each other; both run in this process, so the process carries the handles. */
const holder = globalThis as unknown as { holdfastTestRun?: TestRun }
export const TEST_RUN: TestRun = (holder.holdfastTestRun ??= { dataDir: undefined, closers: [] })

export default async function globalTeardown(): Promise<void> {
  for (const close of TEST_RUN.closers.reverse()) await close()
  if (TEST_RUN.dataDir) rmSync(TEST_RUN.dataDir, { recursive: true, force: true })
}
