import { runSandbox } from "../kit"
import { stripe } from "./definition"

void runSandbox(stripe)
