import { Drawer, Skeleton } from "@medusajs/ui"
import { useState } from "react"
import { useMessage } from "../../lib/inbox-api"
import { STATE_WORDS } from "../../lib/state-words"
import { ReadProblem } from "../read-problem"
import { AttemptList } from "./attempt-list"
import { MessageActions } from "./message-actions"
import { MessageFacts } from "./message-facts"
import { MessagePayload } from "./message-payload"
import { MessageStanding } from "./message-standing"

interface Props {
  /** Null while none is open. */
  readonly id: string | null
  readonly onClose: () => void
  readonly onOpen: (id: string) => void
  /** Shows all messages of a key. */
  readonly onKey: (key: string) => void
}

/** One message: what it says, what was tried, what it waits for, and what can be done. */
export function MessageDrawer({ id, onClose, onOpen, onKey }: Props) {
  // What is left of it while it slides out.
  const [last, setLast] = useState(id)
  if (id !== null && id !== last) setLast(id)
  const { data: message, error, refetch } = useMessage(last)
  return (
    <Drawer
      open={id !== null}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title className="break-words">{message?.kind ?? "Message"}</Drawer.Title>
          <Drawer.Description>{message ? STATE_WORDS[message.state].next : ""}</Drawer.Description>
        </Drawer.Header>
        <Drawer.Body className="flex flex-col gap-6 overflow-y-auto">
          {message ? (
            <>
              <MessageStanding message={message} onOpen={onOpen} />
              <MessageFacts message={message} onKey={onKey} />
              <AttemptList attempts={message.history} total={message.attempts} />
              <MessagePayload payload={message.payload} />
            </>
          ) : error ? (
            <ReadProblem error={error} onRetry={refetch} />
          ) : (
            <div aria-busy className="flex flex-col gap-4">
              <Skeleton className="h-24 w-full" />
              <Skeleton className="h-48 w-full" />
            </div>
          )}
        </Drawer.Body>
        {message && <MessageActions key={message.id} message={message} />}
      </Drawer.Content>
    </Drawer>
  )
}
