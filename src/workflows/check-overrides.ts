import { misplacedOverrides } from "../readiness/misplaced-overrides"
import { OVERRIDES } from "../readiness/overrides"

// The host imports this folder after its modules are loaded and before it listens, in servers and workers alike.
// An error here ends the boot, which is the point: without its overrides the shop would run on the wrong rules.
const misplaced = misplacedOverrides(OVERRIDES)
if (misplaced.length > 0) throw new Error(misplaced.join("\n"))
