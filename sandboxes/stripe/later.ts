import type { LaterAct, Task } from "../kit"
import { find, type AccountBooks } from "./account-books"
import { expireHold, settleDebit } from "./confirm-intent"
import { decideDispute, openDispute } from "./disputes"
import { warnOfFraud } from "./fraud-warnings"
import { settleRefund, tellOfUpdate } from "./refunds"

const named = (task: Task, name: string): string => String(task[name])

/** What Stripe and the banks do by themselves, some time after a request. It is not that request's doing. */
export const later: Readonly<Record<string, LaterAct<AccountBooks>>> = {
  "hold.expire": (call, task) => expireHold(call, find(call.state.intents, "payment_intent", named(task, "id"))),
  "debit.settle": (call, task) => {
    const intent = find(call.state.intents, "payment_intent", named(task, "id"))
    settleDebit(call, intent, task["outcome"] === "fails" ? "fails" : "succeeds")
  },
  "dispute.open": (call, task) => {
    const charge = find(call.state.charges, "charge", named(task, "charge"))
    openDispute(call, charge, { reason: named(task, "reason"), inquiry: task["inquiry"] === true })
  },
  "dispute.decide": (call, task) =>
    decideDispute(call, find(call.state.disputes, "dispute", named(task, "id")), "lost"),
  "fraud.warn": (call, task) =>
    warnOfFraud(call, find(call.state.charges, "charge", named(task, "charge")), named(task, "intent")),
  "refund.settle": (call, task) => {
    const refund = find(call.state.refunds, "refund", named(task, "id"))
    settleRefund(call, refund, task["outcome"] === "failed" ? "failed" : "succeeded")
  },
  "refund.reference": (call, task) => tellOfUpdate(call, find(call.state.refunds, "refund", named(task, "id"))),
}
