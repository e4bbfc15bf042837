import type { ConnectionFilter, ProxyConnection } from './connection-filter.ts'

/** A reply that the client does not get until it is released. */
export class HeldReply {
  /** The command whose reply is meant, in capitals. */
  readonly command: string
  /** Resolves with the connection when Redis has sent the reply and it is held. */
  readonly caught: Promise<ProxyConnection>
  #state: 'armed' | 'caught' | 'released' | 'dropped' = 'armed'
  #link: ProxyConnection | undefined
  readonly #which: ConnectionFilter
  #tellCaught: (link: ProxyConnection) => void = () => {}
  /** @internal Called when the reply passes. */
  onRelease: (() => void) | undefined
  /** Called when it is decided what becomes of the reply. */
  #decided: () => void = () => {}

  /**
   * @param which The connections that are meant.
   * @param command The command's name.
   */
  constructor(which: ConnectionFilter, command: string) {
    this.#which = which
    this.command = command.toUpperCase()
    this.caught = new Promise((resolve) => {
      this.#tellCaught = resolve
    })
  }

  /** The connection whose reply is held or was held; undefined before there is one. */
  get link(): ProxyConnection | undefined {
    return this.#link
  }

  /** What becomes of the reply for now. */
  get state(): 'armed' | 'caught' | 'released' | 'dropped' {
    return this.#state
  }

  /** Passes on the reply, and what waits behind it. When there is none yet, the next one passes as usual. */
  release(): void {
    if (this.#state !== 'armed' && this.#state !== 'caught') return
    if (this.#state === 'caught') this.onRelease?.()
    this.#state = 'released'
    this.#decided()
  }

  /**
   * Loses the reply. As replies are matched by their order, no later one passes on this connection either;
   * messages do. Cut it to let the client recover.
   */
  drop(): void {
    if (this.#state !== 'armed' && this.#state !== 'caught') return
    this.#state = 'dropped'
    this.#decided()
  }

  /** @internal True when it takes this reply. */
  catches(link: ProxyConnection, command: string): boolean {
    return command === this.command && this.#which(link)
  }

  /** @internal Takes the reply. `decided` is called when it is released or dropped. */
  take(link: ProxyConnection, decided: () => void): void {
    this.#link = link
    this.#decided = decided
    if (this.#state === 'armed') this.#state = 'caught'
    this.#tellCaught(link)
  }
}
