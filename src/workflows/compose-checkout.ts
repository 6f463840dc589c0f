import { releaseForOrder, reserveForOrder } from "@holdfast/atp/workflows"
import { completeCheckout, composeCheckout, settlesBeforeReconciling } from "@holdfast/checkout/workflows"
import { tendOrders } from "@holdfast/order-lifecycle/workflows"
import { completesCartsWith, followOperations, processWebhooks } from "@holdfast/payment/workflows"
import {
  checkPromotions,
  giveBackPromotions,
  releasePromotions,
  spendPromotions,
} from "@holdfast/promotion-stacking/workflows"

// The checkout knows no module by name. This shop's stock and promotions are what it completes carts with.

composeCheckout({
  stock: { reserve: reserveForOrder, release: releaseForOrder },
  promotions: {
    check: checkPromotions,
    spend: spendPromotions,
    release: releasePromotions,
    giveBack: giveBackPromotions,
  },
})

// Who has paid and walked away gets the order, by the same way as everybody.
completesCartsWith((container, cartId) => completeCheckout(container, { cartId }))

// What is under way is brought to its end before anything is called a break.
settlesBeforeReconciling(processWebhooks)
settlesBeforeReconciling(followOperations)
settlesBeforeReconciling(tendOrders)
