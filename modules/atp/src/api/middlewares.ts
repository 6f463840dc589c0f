import { defineMiddlewares } from "@medusajs/framework/http"
import { supplyRoutes } from "./admin/atp/supply-middlewares"
import { sayAge } from "./store/say-age"
import { showHeld } from "./store/show-held"

export default defineMiddlewares({
  routes: [
    ...supplyRoutes,
    { matcher: "/store/carts", middlewares: [showHeld] },
    { matcher: "/store/products", middlewares: [sayAge] },
    { matcher: "/store/product-variants", middlewares: [sayAge] },
  ],
})
