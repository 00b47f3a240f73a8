/** New names and seeds: the only source of randomness in the core. */
export interface Randomness {
  /** An RFC 9562 UUID, lower case with hyphens, as ComfyUI wants its prompt ids. */
  uuid(): string
  /** A whole number from 0 to `below` − 1; `below` is at most 2^53. */
  below(below: number): number
}
