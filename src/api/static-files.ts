import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import express from "express"
import { env } from "../env"

/**
 * Serves uploaded files and product pictures from STATIC_DIR. The host serves `<working directory>/static` alone, which
 * a new build replaces.
 */
export function serveStaticFiles(): (req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction) => void {
  const files = express.static(env().staticDir, {
    index: false,
    maxAge: "1h",
    setHeaders: (res) => {
      // An uploaded picture is served from the dashboard's own origin. As a document it may run nothing and ask for nothing.
      res.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
      res.setHeader("X-Content-Type-Options", "nosniff")
      // Storefronts on other origins show these pictures.
      res.setHeader("Cross-Origin-Resource-Policy", "cross-origin")
    },
  })
  return (req, res, next) => {
    files(req, res, next)
  }
}
