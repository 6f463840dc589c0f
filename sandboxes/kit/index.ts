export { reply, type Reply } from "./reply"
export { runSandbox } from "./run-sandbox"
export { SandboxClient, startSandboxProcess, type SandboxProcess } from "./sandbox-client"
export type {
  Call,
  ControlRoute,
  Fit,
  LaterAct,
  Route,
  SandboxDefinition,
  SandboxTools,
  Task,
} from "./sandbox-definition"
export { startSandbox, type RunningSandbox } from "./sandbox-server"
export type { Sign } from "./webhook-outbox"
