export { checkPromotions } from "./check-promotions"
export { giveBackPromotions } from "./give-back-promotions"
export { promotionContext, type Buyer } from "./promotion-context"
export { spendPromotions } from "./spend-promotions"
