import type { ConnectionFilter, ProxyConnection } from './connection-filter.ts'
import type { Faults } from './proxy-fault.ts'

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

/** All held replies of one proxy. */
export class HeldReplies {
  /** Those that wait for their reply. */
  readonly #armed = new Set<HeldReply>()
  /** Those that have their reply and keep it. */
  readonly #caught = new Set<HeldReply>()
  readonly #faults: Faults

  /** @param faults Is told when a reply is held, and when it passes. */
  constructor(faults: Faults) {
    this.#faults = faults
  }

  /** True when the next reply of some connection is to be held. */
  get waiting(): boolean {
    return this.#armed.size > 0
  }

  /** Holds the next reply to a command of these connections. */
  add(which: ConnectionFilter, command: string): HeldReply {
    const held = new HeldReply(which, command)
    this.#armed.add(held)
    return held
  }

  /** The one that takes this reply, if any. */
  holdFor(link: ProxyConnection, command: string): HeldReply | undefined {
    for (const held of this.#armed) {
      if (held.state === 'released') {
        this.#armed.delete(held)
      } else if (held.catches(link, command)) {
        this.#armed.delete(held)
        this.#caught.add(held)
        const of = { about: held.command, which: (one: ProxyConnection) => one === link }
        this.#faults.begin('hold', of)
        held.onRelease = () => this.#faults.end('hold', of)
        return held
      }
    }
    return undefined
  }

  /** Lets all of them pass. */
  releaseAll(): void {
    for (const held of [...this.#armed, ...this.#caught]) held.release()
    this.forget()
  }

  /** Gives them up, without passing anything on. */
  forget(): void {
    this.#armed.clear()
    this.#caught.clear()
  }
}
