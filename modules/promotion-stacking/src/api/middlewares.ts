import { defineMiddlewares } from "@medusajs/framework/http"
import { refreshEndedPromotions } from "./store/refresh-ended-promotions"
import { yamlBody } from "./yaml-body"

export default defineMiddlewares({
  routes: [
    {
      matcher: "/admin/stacking/entries",
      methods: ["POST"],
      bodyParser: { sizeLimit: "50mb" },
      middlewares: [yamlBody],
    },
    { matcher: "/store/carts/:id/complete", methods: ["POST"], middlewares: [refreshEndedPromotions] },
    { matcher: "/admin/stacking/simulate", methods: ["POST"], bodyParser: { sizeLimit: "10mb" } },
  ],
})
