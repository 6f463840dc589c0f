import { MedusaError } from "@medusajs/framework/utils"
import type { Refusal } from "@holdfast/kernel"
import type { Holder } from "./store/find-holders"

const named = (keys: readonly string[]) =>
  keys.length > 10 ? `${keys.slice(0, 10).join(", ")} and ${keys.length - 10} more` : keys.join(", ")

const holderText = ({ key, owner_id, since }: Holder) =>
  `${key} is held by ${owner_id ?? "somebody without a name"} since ${since}.`

/** Of the host's types this one lets the code and the text through to a caller of the API. */
const refused = (code: string, text: string) => new MedusaError(MedusaError.Types.NOT_ALLOWED, text, code)

const heldText = (holders: readonly Holder[]) =>
  holders.length > 0 ? holders.map(holderText).join(" ") : "At this moment nobody holds them."

/** `lock_timeout`: waited, in vain. */
export const lockTimeout = (keys: readonly string[], seconds: number, holders: readonly Holder[]): MedusaError =>
  refused("lock_timeout", `Waited ${seconds} s for the lock on ${named(keys)}. ${heldText(holders)} Try again.`)

/** `lock_held`: did not wait. */
export const lockHeld = (keys: readonly string[], holders: readonly Holder[]): MedusaError =>
  refused("lock_held", `The lock on ${named(keys)} was asked for. ${heldText(holders)} Try again.`)

/** `lock_lost`: the job ran without the lock, for a while at least. */
export const lockLost = (keys: readonly string[], why: string): MedusaError =>
  refused(
    "lock_lost",
    `The lock on ${named(keys)} was lost while its job ran: ${why}. Look at what the job did, then try again.`,
  )

/** A refusal as the host's error. */
export const refusalError = ({ code, message, nextStep }: Refusal): MedusaError =>
  new MedusaError(MedusaError.Types.INVALID_DATA, `${message} ${nextStep}`, code)
