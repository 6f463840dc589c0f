import type { MedusaContainer } from "@medusajs/framework/types"
import { resumeAttempts } from "../workflows/resume-attempts"

/** Any process may run it, at the same time too: an attempt is taken over by one. */
export default async function resumeCheckouts(container: MedusaContainer): Promise<void> {
  await resumeAttempts(container)
}

export const config = { name: "checkout-resume", schedule: "* * * * *" }
