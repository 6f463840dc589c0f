/** The key under which the host's container holds the service. */
export const MESSAGE_LOG_MODULE = "message_log"
