import type { ServerResponse } from "node:http"
import type { Fault } from "./faults"
import { pause } from "./pause"
import type { Reply } from "./reply"
import { PROXY_PAGE, withHeaders, write, writeHalf } from "./write-reply"

/** Gives the answer to what was done, or what a fault makes of it on its way. */
export async function sendAnswer(response: ServerResponse, answer: Reply, fault: Fault | null): Promise<void> {
  switch (fault?.fault) {
    case "reset_after":
      response.socket?.resetAndDestroy()
      return
    case "html_502_after":
      write(response, PROXY_PAGE)
      return
    case "error_after":
      write(response, withHeaders(answer, fault.headers))
      return
    case "truncated":
      await writeHalf(response, answer)
      response.socket?.destroy()
      return
    case "slow_body": {
      const rest = await writeHalf(response, answer)
      await pause(fault.ms ?? 1000)
      response.end(rest)
      return
    }
    default:
      write(response, answer)
  }
}
