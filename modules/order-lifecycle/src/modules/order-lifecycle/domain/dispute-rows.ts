import type { Row } from "./machine"
import { rows } from "./row-parts"
import { PLACED } from "./state-groups"

/** What a bank has the say of. */
export const DISPUTE_ROWS: readonly Row[] = [
  ...rows("dispute", ["none", "open", "won", "lost"], "chargeback.notice", {
    to: "open",
    when: { order: PLACED },
    counter: "disputes",
  }),
  ...rows(
    "dispute",
    ["open"],
    "chargeback.won",
    { to: "open", guards: ["other_dispute_open"], counter: "disputes" },
    { to: "lost", guards: ["dispute_lost_before"], counter: "disputes" },
    { to: "won", counter: "disputes" },
  ),
  ...rows(
    "dispute",
    ["open"],
    "chargeback.lost",
    { to: "open", guards: ["other_dispute_open"], counter: "disputes" },
    { to: "lost", counter: "disputes" },
  ),
]
