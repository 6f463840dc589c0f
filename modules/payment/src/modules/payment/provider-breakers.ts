import {
  circuitBreaker,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  handleWhen,
  isBrokenCircuitError,
} from "cockatiel"
import { ProviderFailure, providerFailureOf } from "@holdfast/kernel"

/**
 * Opening a session, authorizing it, and capturing, refunding or voiding: a provider that cannot do the one may still do
 * the other, so each has a circuit of its own.
 */
export type ProviderActs = "open" | "pay" | "move"

export interface BreakerOptions {
  /** So many calls in a row without an answer open the circuit. */
  readonly failures: number
  /** So long nothing is sent then; after it one call is, and its answer decides. */
  readonly pauseSeconds: number
}

type Logger = { readonly warn: (message: string) => void; readonly info: (message: string) => void }

/**
 * Stops asking a provider that does not answer, so that shoppers are told at once and may pay in another way, and so that
 * calls that wait for it do not take the process's connections. What the provider answers, a refusal too, is an answer.
 */
export class ProviderBreakers {
  private readonly circuits = new Map<string, CircuitBreakerPolicy>()

  constructor(
    private readonly options: BreakerOptions,
    private readonly logger: Logger,
  ) {}

  /** @throws ProviderFailure `provider_circuit_open`, of the kind `unreachable`: nothing was sent */
  async call<Answer>(providerId: string, acts: ProviderActs, send: () => Promise<Answer>): Promise<Answer> {
    try {
      return await this.circuit(providerId, acts).execute(send)
    } catch (error) {
      if (!isBrokenCircuitError(error)) throw error
      throw new ProviderFailure(
        "unreachable",
        "provider_circuit_open",
        `${providerId} has not answered ${this.options.failures} calls in a row, so nothing is sent to it for ${this.options.pauseSeconds} seconds. See whether it can be reached from here, and its status page.`,
        "This way of paying does not work at the moment. Pay in another way, or try again in a minute.",
      )
    }
  }

  private circuit(providerId: string, acts: ProviderActs): CircuitBreakerPolicy {
    const name = `${providerId} ${acts}`
    const known = this.circuits.get(name)
    if (known) return known
    const { failures, pauseSeconds } = this.options
    const circuit = circuitBreaker(handleWhen(isSilence), {
      breaker: new ConsecutiveBreaker(failures),
      halfOpenAfter: pauseSeconds * 1_000,
    })
    circuit.onBreak(() =>
      this.logger.warn(
        `${providerId} has not answered ${failures} calls in a row (${acts}). Nothing is sent to it for ${pauseSeconds} seconds.`,
      ),
    )
    circuit.onReset(() => this.logger.info(`${providerId} answers again (${acts}).`))
    this.circuits.set(name, circuit)
    return circuit
  }
}

/** Whether the provider was not heard, as its plugin tells. */
function isSilence(error: Error): boolean {
  const kind = providerFailureOf(error)?.kind
  return kind === "indeterminate" || kind === "unreachable"
}
