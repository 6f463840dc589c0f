import { defineMiddlewares } from "@medusajs/framework/http"
import { answerConflict } from "./answer-conflict"

export default defineMiddlewares({
  routes: [
    {
      matcher: "/hooks/psp/:provider",
      methods: ["POST"],
      // The signature is of the bytes as they came.
      bodyParser: { preserveRawBody: true, sizeLimit: "1mb" },
    },
    { matcher: "/admin/*", methods: ["POST", "DELETE"], middlewares: [answerConflict] },
    { matcher: "/store/payment-collections/*", methods: ["POST"], middlewares: [answerConflict] },
  ],
})
