import { element, inPlaceOf } from "./element"

/** What a bank shows when it wants to see its customer: here, two buttons. */
export function askTheBank(amount: string): Promise<boolean> {
  return new Promise((resolve) => {
    const dialog = inPlaceOf(
      "challenge",
      element("p", { class: "soft" }, "A page of the bank, played by the sandbox"),
      element("h2", { id: "challenge-title" }, "Is it you who pays?"),
      element("p", {}, `Your bank was asked for ${amount}.`),
      element(
        "form",
        { method: "dialog", class: "answers" },
        element("button", { value: "refused" }, "Refuse"),
        element("button", { value: "approved", class: "main", autofocus: true }, "Approve"),
      ),
    ) as HTMLDialogElement
    // Leaving the bank's page is an answer as well: nothing was approved.
    dialog.returnValue = ""
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "approved"), { once: true })
    dialog.showModal()
  })
}
