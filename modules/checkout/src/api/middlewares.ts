import { defineMiddlewares, validateAndTransformQuery } from "@medusajs/framework/http"
import { retrieveTransformQueryConfig } from "@medusajs/medusa/api/store/orders/query-config"
import { StoreGetOrderParams } from "@medusajs/medusa/api/store/orders/validators"
import { answerErrors } from "./answer-errors"
import { answerOnce } from "./idempotency/answer-once"

const methods = ["POST", "PUT", "PATCH", "DELETE"] as const

export default defineMiddlewares({
  // After the body, the publishable key and the caller are read, and before the host validates anything.
  routes: [
    { matcher: "/store/*", methods: [...methods], middlewares: [answerOnce] },
    { matcher: "/admin/*", methods: [...methods], middlewares: [answerOnce] },
    {
      matcher: "/store/checkout",
      methods: ["POST"],
      // An order of the same fields as the host's completion answers with.
      middlewares: [validateAndTransformQuery(StoreGetOrderParams, retrieveTransformQueryConfig)],
    },
  ],
  errorHandler: answerErrors,
})
