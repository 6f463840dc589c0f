import { defineMiddlewares } from "@medusajs/framework/http"
import { serveStaticFiles } from "./static-files"

export default defineMiddlewares({
  routes: [{ matcher: "/static", middlewares: [serveStaticFiles()] }],
})
