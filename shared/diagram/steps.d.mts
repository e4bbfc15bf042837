/** What is told of the row that is chosen, or that the pointer is on. */
export interface Shown {
  readonly when: string
  readonly who: string
  readonly payload: string
  readonly say: string
  readonly badge: string
  readonly mark: string
}

/** Where the steps are. */
export interface StepsState {
  /** The key of the row that is chosen. */
  readonly at: string | null
  /** Whether what comes later is drawn as later. */
  readonly stepping: boolean
  /** The keys of folds and repeats that are open. */
  readonly open: readonly string[]
  /** Counted from 1; 0 where no row is chosen. */
  readonly position: number
  readonly count: number
  readonly playing: boolean
  readonly shown: Shown | null
}

export interface StepsOptions {
  /** Is called after each change. */
  readonly onChange?: (state: StepsState) => void
  /** Where to go on, after the diagram was drawn anew. */
  readonly state?: Partial<Pick<StepsState, 'at' | 'stepping' | 'open'>>
  /** The key of the row that is explained first: `view.start`. */
  readonly start?: string | undefined
  /** Brings a row into sight. Default: `scrollIntoView`. */
  readonly reveal?: (row: SVGGElement) => void
}

/** The steps of one diagram. */
export interface Steps {
  next(): void
  previous(): void
  first(): void
  last(): void
  /** Plays them one by one, or stops that. */
  play(): void
  /** Shows all again. */
  all(): void
  /** Opens or closes a fold, or repeats; false if the row is none. */
  toggle(key: string): boolean
  go(key: string, stepping?: boolean): void
  state(): StepsState
  /** Ends it: no key and no timer works any more. */
  detach(): void
}

/** Makes the rows of a diagram that `renderDiagram` has drawn steps: with keys, a pointer, or these methods. */
export declare function attachSteps(svg: SVGSVGElement, options?: StepsOptions): Steps
