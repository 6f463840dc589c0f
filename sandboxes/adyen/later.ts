import type { LaterAct } from "../kit"
import { settleDelayed } from "./authorise"
import { failModification } from "./modifications"
import { notify, type Notice } from "./notify"
import { paymentNamed } from "./payments"
import type { AdyenState } from "./state"

/** What Adyen and the banks do by themselves, some time after a request. */
export const LATER: Readonly<Record<string, LaterAct<AdyenState>>> = {
  notify: ({ state, tools }, { notice }) => notify(tools, state.merchantAccount, notice as Notice),
  "payment.settle": ({ state, tools }, { psp }) =>
    settleDelayed(state, tools, paymentNamed(state, String(psp)), tools.scenario["delayed"] !== "fails"),
  "modification.fail": failModification,
}
