import { runSandbox } from "../kit"
import { adyenSandbox } from "./adyen-sandbox"

void runSandbox(adyenSandbox)
