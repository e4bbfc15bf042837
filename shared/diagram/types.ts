/** What an event is: how it is drawn, and in which colour. */
export type Kind =
  | 'call'
  | 'return'
  | 'command'
  | 'reply'
  | 'ack'
  | 'deliver'
  | 'handle'
  | 'emit'
  | 'open'
  | 'cut'
  | 'refused'
  | 'problem'
  | 'fault'
  | 'note'
  | 'step'

/** Why a call that was expected is missing. */
export type Reason = 'never delivered' | 'never handled' | 'check stopped first'

/**
 * One thing that happened in a check or a demo, with who took part: `redis`, `check`, `code:<name>`, `handler:<name>`,
 * `connection:<proxy>.<number>`, or the name of anybody else, such as a browser. Plain data.
 */
export interface DiagramEvent {
  /** Milliseconds since the beginning. */
  readonly at: number
  readonly kind: Kind
  /** Who it begins with; empty for a note without a lane. */
  readonly from: string
  readonly to?: string
  /** Short enough for an arrow. */
  readonly label: string
  /** In full. */
  readonly payload?: string
  /** What this means, in a sentence. */
  readonly say?: string
  /** `wrong`: the event that the failed assertion is about. */
  readonly mark?: 'extra' | 'missing' | 'wrong'
  /** Beside the label: which call of how many, what was expected. */
  readonly badge?: string
  readonly reason?: Reason
  /** The channel of a message, and the message itself: what belongs together has both the same. */
  readonly channel?: string
  readonly message?: string
  /** Whose proxy it is, where several take part. */
  readonly owner?: string
  /** A fault: what it is, whether it begins or ends, and the connections that it is for (none: also new ones). */
  readonly fault?: Fault
  /** Events that belong to a part of the check that has passed. */
  readonly passed?: boolean
}

/** What a fault does to whom. */
export interface Fault {
  readonly what:
    | 'cut'
    | 'stall'
    | 'freeze'
    | 'refuse'
    | 'hold'
    | 'answer'
    | 'silence'
    | 'demote'
    | 'loading'
    | 'other'
  readonly edge: 'begin' | 'end'
  readonly connections: readonly string[]
}

/** A vertical line of the diagram. */
export interface Lane {
  readonly id: string
  readonly name: string
  /** Below the name: a role. */
  readonly sub?: string
  /** Whether it is in the learner's process. */
  readonly own?: boolean
}

/** An event with its lanes: `from` of a fault may name several, joined by `+`. */
export interface EventRow extends DiagramEvent {
  readonly key: string
  readonly say: string
  /** For neighbours that are the same: when each of them happened. */
  readonly times?: readonly number[]
  /** Who takes part, in words: `connection 3 → Redis`. */
  readonly who: string
}

/** Rows that nothing depended on. */
export interface Fold {
  readonly kind: 'fold'
  readonly at: number
  readonly key: string
  readonly label: string
  readonly say: string
  readonly rows: readonly EventRow[]
}

/** The beginning of a step of a demo. */
export interface Step {
  readonly kind: 'step'
  readonly at: number
  readonly key: string
  readonly label: string
}

export type Row = EventRow | Fold | Step

/** A fault on a lane, from one row to another; without an end, to the bottom. `soft`: connected, not subscribed yet. */
export interface Strip {
  readonly lane: string
  readonly from: string
  readonly to?: string
  readonly soft?: boolean
}

/** A bracket beside a lane, from one row to another. */
export interface Note {
  readonly lane: string
  readonly from: string
  readonly to: string
  readonly text: readonly string[]
  readonly tone: 'bad' | 'warn'
}

/** All that is drawn. */
export interface View {
  /** What it shows, in a sentence. */
  readonly title: string
  /** `22 events in 5.7 ms` */
  readonly total: string
  readonly lanes: readonly Lane[]
  readonly rows: readonly Row[]
  readonly strips: readonly Strip[]
  readonly notes: readonly Note[]
  /** The key of the row that is explained first. */
  readonly start?: string
}

/** What came of it, as far as the diagram shows it: an `Outcome` has it. */
export interface Ending {
  readonly status?: string
  readonly message?: string
  readonly ms?: number
  readonly comparison?: { readonly expected: readonly string[]; readonly received: readonly string[] }
}
