import { useQueryClient } from "@tanstack/react-query"
import { useEffect, useRef } from "react"

/** Lets the rest of the page read its order again when an operation on it has ended. */
export function useRereadOrder(orderId: string, running: boolean): void {
  const client = useQueryClient()
  const ran = useRef(running)
  useEffect(() => {
    if (ran.current && !running) void client.invalidateQueries({ queryKey: ["orders", "detail", orderId] })
    ran.current = running
  }, [client, orderId, running])
}
