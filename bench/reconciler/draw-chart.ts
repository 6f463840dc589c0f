import { describeCores } from "../harness/noise"
import { ratioChart } from "../harness/ratio-chart"
import type { ReconcilerResult } from "./result"

const seconds = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} s`

/** `bench/results/reconciler.svg` */
export function drawReconciler(result: ReconcilerResult): string {
  const { options, seconds: measured, peer, machine, measuredAt, commit, noise, statements } = result
  return ratioChart({
    title: `${options.orders.toLocaleString("en")} settled orders, each compared with its payments, stock and log`,
    subtitle: `beside ${peer}, on the same server in the same run`,
    peerName: "peer",
    sections: [
      {
        title: "Time",
        better: "less",
        rows: [
          {
            ...{ label: "all orders once", ratio: measured.ratio },
            ...{ ours: seconds(measured.ours), peer: seconds(measured.peer) },
          },
        ],
      },
    ],
    notes: [
      `${statements.statements} SQL statements, of ${Math.round(statements.executionMs)} ms.`,
      `${noise.pairsDropped} pairs dropped; other processes kept at most ${describeCores(noise.othersCoresWorstKept)} busy in those that count.`,
      `${machine.cores} cores, ${machine.cpu}, ${machine.memoryGib} GiB, Node ${machine.node}, PostgreSQL ${machine.postgres}. ` +
        `${measuredAt.slice(0, 10)}${commit === undefined ? "" : `, commit ${commit}`}.`,
    ],
  })
}
