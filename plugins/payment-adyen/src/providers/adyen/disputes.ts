import { done, refuse, type DisputeAnswer, type Outcome } from "@holdfast/kernel"
import type { AdyenClient } from "./client"
import type { AdyenOptions } from "./options"

type Answer = { readonly disputeServiceResult?: { readonly success?: boolean; readonly errorMessage?: string } }
type Reasons = Answer & {
  readonly defenseReasons?: readonly {
    readonly defenseReasonCode: string
    readonly defenseDocumentTypes?: readonly {
      readonly defenseDocumentTypeCode: string
      readonly requirementLevel: string
    }[]
  }[]
}

/** The evidence's field that names why the dispute is wrong; every other field is a document, by its type's code. */
const REASON = "defenseReasonCode"
const DOCUMENT = /^data:(image\/(?:jpeg|tiff)|application\/pdf);base64,([A-Za-z0-9+/]+=*)$/

/** Disputes: accepting, or defending with a reason and its documents. */
export class AdyenDisputes {
  constructor(
    private readonly client: AdyenClient,
    private readonly options: AdyenOptions,
  ) {}

  async answer(answer: DisputeAnswer): Promise<Outcome<null>> {
    const dispute = { merchantAccountCode: this.options.merchantAccount, disputePspReference: answer.disputeReference }
    if (answer.act === "accept") return taken(await this.client.dispute<Answer>("/acceptDispute", dispute))

    const { [REASON]: reason, ...documents } = answer.evidence
    if (reason === undefined || reason === "") return this.reasonMissing(answer.disputeReference, dispute)
    const read = Object.entries(documents).map(([type, content]) => ({ type, match: DOCUMENT.exec(content) }))
    const unreadable = read.find(({ match }) => match === null)
    if (unreadable) {
      return refuse(
        "dispute_evidence_unreadable",
        `The document ${unreadable.type} is no JPEG, TIFF or PDF as a data address.`,
        "Send it as data:application/pdf;base64,… with its content.",
      )
    }
    if (read.length > 0) {
      const supplied = taken(
        await this.client.dispute<Answer>("/supplyDefenseDocument", {
          ...dispute,
          defenseDocuments: read.map(({ type, match }) => ({
            defenseDocumentTypeCode: type,
            contentType: match?.[1],
            content: match?.[2],
          })),
        }),
      )
      if (!supplied.ok) return supplied
    }
    return taken(await this.client.dispute<Answer>("/defendDispute", { ...dispute, defenseReasonCode: reason }))
  }

  private async reasonMissing(reference: string, dispute: Record<string, string>): Promise<Outcome<null>> {
    const { defenseReasons = [] } = await this.client.dispute<Reasons>("/retrieveApplicableDefenseReasons", dispute)
    const offered = defenseReasons.map(({ defenseReasonCode, defenseDocumentTypes = [] }) => {
      const needed = defenseDocumentTypes.map((type) => `${type.defenseDocumentTypeCode} (${type.requirementLevel})`)
      return needed.length === 0 ? defenseReasonCode : `${defenseReasonCode} with ${needed.join(", ")}`
    })
    return refuse(
      "dispute_evidence_incomplete",
      `A defense of ${reference} needs ${REASON}.`,
      offered.length === 0 ? "This dispute cannot be defended; accept it." : `Adyen takes: ${offered.join("; ")}.`,
    )
  }
}

const taken = ({ disputeServiceResult }: Answer): Outcome<null> =>
  disputeServiceResult?.success === true
    ? done(null)
    : refuse(
        "dispute_answer_refused",
        `Adyen did not take the answer: ${disputeServiceResult?.errorMessage ?? "no reason given"}.`,
        "Look at the dispute in the Customer Area; its defense period may have ended.",
      )
