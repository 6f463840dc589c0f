// Loaded into every process of the shop. When the launcher is gone, even killed, the line to it closes and we end too:
// a server nobody watches would keep the port and hold connections to a database that is about to stop.

const PATIENCE_MS = 10_000

process.once("disconnect", () => {
  // Nobody reads what we write any more. Without a listener each line would raise an error, and reporting that the next.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined)
  process.kill(process.pid, "SIGTERM")
  // Requests and the database may be stuck; what was acknowledged is safe.
  setTimeout(() => process.exit(1), PATIENCE_MS).unref()
})
// The line must not by itself keep a finished process alive.
process.channel?.unref()
