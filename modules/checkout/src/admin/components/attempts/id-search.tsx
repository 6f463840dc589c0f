import { Input } from "@medusajs/ui"
import { useState } from "react"

interface Props {
  /** The cart or order that is shown; nothing for all. */
  readonly value: string
  readonly onSearch: (id: string) => void
}

/** Finds attempts by what somebody who asks has at hand: the id of a cart, an order, or the attempt itself. */
export function IdSearch({ value, onSearch }: Props) {
  const [typed, setTyped] = useState(value)
  // Somebody else may change the address, such as the way out of an empty list.
  const [seen, setSeen] = useState(value)
  if (value !== seen) {
    setSeen(value)
    setTyped(value)
  }
  return (
    <form
      role="search"
      className="min-w-0 flex-1 md:w-72 md:flex-none"
      onSubmit={(submit) => {
        submit.preventDefault()
        onSearch(typed.trim())
      }}
    >
      <Input
        type="search"
        size="small"
        aria-label="Cart, order or attempt"
        placeholder="Id of a cart, order or attempt"
        maxLength={100}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value)
          if (!target.value) onSearch("")
        }}
      />
    </form>
  )
}
