// Loaded into every process of the shop. When the launcher is gone, even killed, the line to it closes and we end too:
// a server nobody watches would keep the port and hold connections to a database that is about to stop.
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"))
// The line must not by itself keep a finished process alive.
process.channel?.unref()
