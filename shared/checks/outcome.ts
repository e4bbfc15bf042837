import type { DiagramEvent } from '#shared/diagram/types.ts'

/** Something that happened during a check, for the timeline of a failure. */
export interface TimelineEvent {
  /** Milliseconds since the check began. */
  readonly at: number
  readonly text: string
  /** Always shown, even if much has happened since: a refused call, a report, the beginning of an end. */
  readonly key?: true
  /** It is what the failed assertion is about, as far as that can be told. */
  readonly decided?: true
}

/** What was expected and what was received, as lines whose properties are in the same order. */
export interface Comparison {
  readonly what: string
  readonly expected: readonly string[]
  readonly received: readonly string[]
}

/** How a check ended. */
export interface Outcome {
  /** `broken`: the file cannot be loaded. `skipped`: this server cannot show it. */
  readonly status: 'passed' | 'failed' | 'not-started' | 'broken' | 'skipped'
  /** The task whose `todo()` was hit, when not started. */
  readonly task?: string
  /** What was expected and what was the case, or why it was skipped. */
  readonly message?: string
  /** In place of the message, for people: where an assertion compared two values that need more than a line each. */
  readonly comparison?: Comparison
  /** Why code often fails the assertion that failed: a sentence for its author. */
  readonly cause?: string
  readonly timeline: readonly TimelineEvent[]
  /** The same, and more of what passed, as it is drawn. */
  readonly events?: readonly DiagramEvent[]
  /** The index of the first event after the last step that passed. Default: 0. */
  readonly since?: number
  /** The end of the names of the check's channels, which the timeline leaves out and what was printed has. */
  readonly nameSuffix?: string
  /** What the learner's code printed meanwhile. */
  readonly output: readonly string[]
  /** Milliseconds. */
  readonly ms: number
}
