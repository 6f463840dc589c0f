import { defineMiddlewares } from "@medusajs/framework/http"
import { actAsCaller } from "./act-as-caller"
import { showState } from "./show-state"

export default defineMiddlewares({
  routes: [
    { matcher: "/admin/*", methods: ["POST", "PUT", "PATCH", "DELETE"], middlewares: [actAsCaller] },
    { matcher: "/store/*", methods: ["POST", "PUT", "PATCH", "DELETE"], middlewares: [actAsCaller] },
    { matcher: "/hooks/*", middlewares: [actAsCaller] },
    { matcher: "/store/orders", methods: ["GET"], middlewares: [showState] },
    { matcher: "/store/orders/:id", methods: ["GET"], middlewares: [showState] },
  ],
})
