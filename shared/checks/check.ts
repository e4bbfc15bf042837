import type { CheckContext } from './check-context.ts'

/** One thing that must be true of a learner's code. It knows the contract, never the implementation. */
export interface Check<C = unknown> {
  /** `<task>-<word>`, for example `01.2-acknowledged`. It never changes. */
  readonly id: string
  /** The task that it belongs to, for example `01.2`. It may rely on earlier tasks only. */
  readonly task: string
  /** What is true when it passes, as a sentence. */
  readonly title: string
  /** True for a check that waits for clients to connect again: it is begun first, beside the others. */
  readonly needsReconnect?: boolean
  /**
   * Passes when it resolves.
   *
   * @param context What checks are written with: conditions, recorders, faults, the timeline.
   * @param subject The learner's code, by its contract.
   */
  run(context: CheckContext, subject: C): Promise<void>
}
