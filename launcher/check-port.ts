import { portIsFree } from "./free-port"
import { LaunchFailure } from "./launch-failure"

export async function checkPort(port: number): Promise<void> {
  if (await portIsFree(port)) return
  throw new LaunchFailure(
    "port_taken",
    `Port ${port} is taken by another program, or not yours to use.`,
    `Stop that program, or choose another port: PORT=${port === 65535 ? port - 1 : port + 1} npm start`,
  )
}
