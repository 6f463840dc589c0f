// States that rows and events name together.

export const LIVE = ["open", "completed", "archived"]
export const PLACED = [...LIVE, "canceled"]
export const UNDISPUTED = ["none", "won"]
/** What a lost dispute took from the shop is settled as well. */
export const DECIDED = [...UNDISPUTED, "lost"]
export const UNPAID = ["awaiting", "partially_authorized", "voided", "expired"]
export const BEFORE_CAPTURE = [...UNPAID, "authorized"]
export const HOLDS_CAPTURE = ["partially_captured", "captured", "partially_refunded"]
/** Something is authorized that is not captured, as far as the axis can say. */
export const CAPTURABLE = ["authorized", "partially_authorized", "partially_captured", "partially_refunded"]
export const AFTER_MONEY = ["refunded", ...HOLDS_CAPTURE]
export const AT_ANY_TIME = ["not_required", ...BEFORE_CAPTURE, "declined", ...AFTER_MONEY]
export const SHIPPED = ["partially_fulfilled", "fulfilled"]
/** Nobody looks at it, or somebody has and found it fine. */
export const REVIEWED = ["none", "approved"]
