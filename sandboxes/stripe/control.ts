import type { Call, ControlRoute } from "../kit"
import { find, type AccountBooks } from "./account-books"
import { challengePage } from "./challenge-page"
import { chargeOf } from "./charges"
import { expireHold, finishChallenge, settleDebit } from "./confirm-intent"
import { decideDispute, openDispute } from "./disputes"
import { text } from "./form-values"
import { warnOfFraud } from "./fraud-warnings"
import { settleRefund } from "./refunds"
import { finishSetupChallenge } from "./setup-intents"
import type { Charge, Intent } from "./stripe-objects"

type Control = Call<AccountBooks>

const intentOf = ({ state, params }: Control): Intent => find(state.intents, "payment_intent", params["id"] ?? "")

const chargedBy = (call: Control, intent: Intent): Charge => {
  const charge = chargeOf(call.state, intent)
  if (!charge) throw new Error(`${intent.id} has no charge.`)
  return charge
}

/** What people and banks do: answer a challenge, dispute a charge, decide a dispute, let a hold run out. */
export const control: readonly ControlRoute<AccountBooks>[] = [
  {
    method: "GET",
    path: "/3ds/{id}",
    handle: (call) => challengePage(call.account, call.params["id"] ?? "", intentOf(call)),
  },
  {
    method: "POST",
    path: "/3ds/{id}/complete",
    handle: (call) => {
      const passed = call.body["outcome"] !== "failed"
      const setup = call.state.setupIntents.get(call.params["id"] ?? "")
      if (setup) {
        finishSetupChallenge(call, setup, passed)
        return setup
      }
      const intent = intentOf(call)
      finishChallenge(call, intent, passed)
      return intent
    },
  },
  {
    method: "POST",
    path: "/disputes",
    handle: (call) => {
      const intent = find(call.state.intents, "payment_intent", text(call.body["payment_intent"]) ?? "")
      return openDispute(call, chargedBy(call, intent), {
        reason: text(call.body["reason"]) ?? "fraudulent",
        inquiry: call.body["inquiry"] === true,
      })
    },
  },
  {
    method: "POST",
    path: "/disputes/{id}/decide",
    handle: (call) => {
      const dispute = find(call.state.disputes, "dispute", call.params["id"] ?? "")
      decideDispute(call, dispute, call.body["outcome"] === "won" ? "won" : "lost")
      return dispute
    },
  },
  {
    method: "POST",
    path: "/fraud-warnings",
    handle: (call) => {
      const intent = find(call.state.intents, "payment_intent", text(call.body["payment_intent"]) ?? "")
      warnOfFraud(call, chargedBy(call, intent), intent.id)
    },
  },
  {
    method: "POST",
    path: "/payment_intents/{id}/expire",
    handle: (call) => {
      const intent = intentOf(call)
      expireHold(call, intent)
      return intent
    },
  },
  {
    method: "POST",
    path: "/payment_intents/{id}/settle",
    handle: (call) => {
      const intent = intentOf(call)
      settleDebit(call, intent, call.body["outcome"] === "fails" ? "fails" : "succeeds")
      return intent
    },
  },
  {
    method: "POST",
    path: "/refunds/{id}/settle",
    handle: (call) => {
      const refund = find(call.state.refunds, "refund", call.params["id"] ?? "")
      settleRefund(call, refund, call.body["outcome"] === "failed" ? "failed" : "succeeded")
      return refund
    },
  },
]
