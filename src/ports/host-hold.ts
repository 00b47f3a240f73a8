/** Who drives a GPU host: one process at a time. */
export interface HostHold {
  /**
   * True while this process may give that host work. To be asked again every `HOLD_AGAIN_MS`: who stays silent for
   * `LEASE_MS` loses it, who dies loses it at once.
   */
  hold(name: string): Promise<boolean>
  /** Lets go of all. */
  close(): Promise<void>
}
