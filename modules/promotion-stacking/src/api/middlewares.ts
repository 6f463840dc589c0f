import { defineMiddlewares } from "@medusajs/framework/http"
import { giveGifts } from "./store/give-gifts"
import { refreshEndedPromotions } from "./store/refresh-ended-promotions"
import { textBody } from "./text-body"

export default defineMiddlewares({
  routes: [
    {
      matcher: "/admin/stacking/entries",
      methods: ["POST"],
      bodyParser: { sizeLimit: "50mb" },
      middlewares: [textBody],
    },
    { matcher: "/admin/stacking/code-batches/:id/codes", methods: ["POST"], middlewares: [textBody] },
    { matcher: "/admin/stacking/lint", methods: ["POST"], bodyParser: { sizeLimit: "10mb" } },
    { matcher: "/admin/stacking/shadow", methods: ["POST"], bodyParser: { sizeLimit: "10mb" } },
    { matcher: "/store/carts", methods: ["POST"], middlewares: [giveGifts] },
    { matcher: "/store/carts/:id", methods: ["POST"], middlewares: [giveGifts] },
    { matcher: "/store/carts/:id/line-items", methods: ["POST"], middlewares: [giveGifts] },
    { matcher: "/store/carts/:id/line-items/:line_id", methods: ["POST", "DELETE"], middlewares: [giveGifts] },
    { matcher: "/store/carts/:id/promotions", methods: ["POST", "DELETE"], middlewares: [giveGifts] },
    { matcher: "/store/carts/:id/complete", methods: ["POST"], middlewares: [refreshEndedPromotions] },
    { matcher: "/admin/stacking/simulate", methods: ["POST"], bodyParser: { sizeLimit: "10mb" } },
  ],
})
