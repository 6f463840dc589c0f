import { reply, type Reply } from "../kit"

type ErrorType = "validation" | "configuration" | "security" | "internal"

/** An error in Adyen's words. Thrown by a handler, it becomes the answer. */
export class ServiceError extends Error {
  constructor(
    readonly status: number,
    readonly errorCode: string,
    message: string,
    readonly errorType: ErrorType = "validation",
  ) {
    super(message)
  }

  get reply(): Reply {
    const { status, errorCode, message, errorType } = this
    return reply(status, { status, errorCode, message, errorType })
  }
}

/** What a request that does not fit the specification is told. */
export function errorOfViolations(violations: readonly string[], body: unknown): Reply {
  const given = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>
  const lacks = (name: string) => given[name] === undefined && violations.some((one) => one.includes(`'${name}'`))
  if (lacks("merchantAccount")) return new ServiceError(403, "901", "Invalid Merchant Account", "security").reply
  if (lacks("reference")) return new ServiceError(422, "130", "Required field 'reference' is not provided.").reply
  if (lacks("returnUrl")) return new ServiceError(422, "14_030", "Required field 'returnUrl' is not provided.").reply
  if (lacks("amount")) return new ServiceError(422, "100", "Required object 'amount' is not provided.").reply
  return new ServiceError(400, "702", violations.join("; ")).reply
}
