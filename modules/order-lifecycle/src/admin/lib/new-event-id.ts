/** Works without TLS too, where `crypto.randomUUID` does not exist. */
export function newEventId(): string {
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))]
  return `manual_${bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`
}
