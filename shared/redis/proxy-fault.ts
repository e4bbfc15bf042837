import type { ConnectionFilter, Cut, ProxyConnection } from './connection-filter.ts'

/** A fault that begins or ends. */
export interface ProxyFault {
  readonly what: 'cut' | 'stall' | 'freeze' | 'refuse' | 'hold' | 'answer' | 'silence' | 'demote' | 'loading'
  readonly edge: 'begin' | 'end'
  /** The numbers of the connections that it is for; none if it is for new ones too. */
  readonly connections: readonly number[]
  /** The command that it is about. */
  readonly about?: string
  readonly how?: Cut
}

interface FaultOptions {
  /** Those of the open connections that it is for. */
  readonly which?: ConnectionFilter
  readonly about?: string | undefined
  readonly how?: Cut
}

/** Tells of the faults of a proxy, in their order. */
export class Faults {
  /** Takes them, those that are ended by `restore()` included. */
  listener: ((fault: ProxyFault) => void) | undefined
  readonly #links: ReadonlySet<ProxyConnection>

  constructor(links: ReadonlySet<ProxyConnection>) {
    this.#links = links
  }

  begin(what: ProxyFault['what'], options?: FaultOptions): void {
    this.#tell(what, 'begin', options)
  }

  end(what: ProxyFault['what'], options?: FaultOptions): void {
    this.#tell(what, 'end', options)
  }

  #tell(
    what: ProxyFault['what'],
    edge: ProxyFault['edge'],
    { which = () => false, about, how }: FaultOptions = {},
  ): void {
    if (!this.listener) return
    const connections = [...this.#links].filter(which).map(({ id }) => id)
    this.listener({ what, edge, connections, ...(about && { about }), ...(how && { how }) })
  }
}
