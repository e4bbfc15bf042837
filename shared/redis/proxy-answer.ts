import type { ConnectionFilter, ProxyConnection } from './connection-filter.ts'
import { encodeCommand, RespError, type RespValue } from './resp.ts'

/** What becomes of a command in place of its passing. */
export interface Intervention {
  /** What Redis gets in its place: a command that it replies to once, too. Default: the command as it is. */
  readonly send?: Buffer
  /** The reply that the client gets. */
  reply(own: RespValue): RespValue
}

/** Something that looks at every command before it passes. */
export interface Intervening {
  /** What becomes of a command: it is replaced, it waits from here on (`silence`), or it passes. */
  intervene(
    link: ProxyConnection,
    name: string,
    args: readonly RespValue[],
  ): Intervention | 'silence' | undefined
}

/** No server knows it, so each replies with an error: in a MULTI and on a subscribed connection, too. */
const UNKNOWN = encodeCommand(['WORKBOOK.REFUSED'])
/** Ends the transaction, as a refused EXEC does. */
const DISCARD = encodeCommand(['DISCARD'])

/** What clients send when they connect and when they leave, which `*` does not mean. */
const HANDSHAKE = new Set(['HELLO', 'AUTH', 'SELECT', 'CLIENT', 'INFO', 'COMMAND', 'RESET', 'QUIT'])

/** Refuses one command with an error, as Redis does. */
export function refusal(name: string, error: string): Intervention {
  // Redis never runs what a refused EXEC would have run, and says so.
  const message = name === 'EXEC' ? `EXECABORT Transaction discarded because of: ${error}` : error
  return { send: name === 'EXEC' ? DISCARD : UNKNOWN, reply: () => new RespError(message) }
}

/** Chosen commands that get an error reply in place of Redis's own. Made by `proxy.answer()`. */
export class Answer {
  readonly #which: ConnectionFilter
  readonly #command: string
  readonly #error: string
  readonly #times: number
  readonly #ended: (answer: Answer) => void
  #count = 0
  #stopped = false

  /** @internal */
  constructor(
    which: ConnectionFilter,
    command: string,
    error: string,
    times: number,
    ended: (answer: Answer) => void,
  ) {
    this.#which = which
    this.#command = command.toUpperCase()
    this.#error = error.replace(/[\r\n]+/g, ' ')
    this.#times = times
    this.#ended = ended
  }

  /** How many commands have been refused so far. */
  get count(): number {
    return this.#count
  }

  /** Ends it: later commands pass. */
  stop(): void {
    this.#stopped = true
    this.#ended(this)
  }

  /** @internal */
  intervene(link: ProxyConnection, name: string): Intervention | undefined {
    const meant = this.#command === '*' ? !HANDSHAKE.has(name) : this.#command === name
    if (this.#stopped || !meant || !this.#which(link)) return undefined
    this.#count += 1
    if (this.#count >= this.#times) this.stop()
    return refusal(name, this.#error)
  }
}

/** Commands that are never answered until {@link Silence.stop}. Made by `proxy.silence()`. */
export class Silence {
  readonly #which: ConnectionFilter
  readonly #command: string | undefined
  readonly #silenced: Set<ProxyConnection> = new Set()
  readonly #ended: (silence: Silence, silenced: ReadonlySet<ProxyConnection>) => void

  /** @internal */
  constructor(
    which: ConnectionFilter,
    command: string | undefined,
    ended: (silence: Silence, silenced: ReadonlySet<ProxyConnection>) => void,
  ) {
    this.#which = which
    this.#command = command?.toUpperCase()
    this.#ended = ended
  }

  /** How many connections have been silenced so far. */
  get count(): number {
    return this.#silenced.size
  }

  /** Ends it: all that waits goes on, in its order, as after SIGCONT. */
  stop(): void {
    this.#ended(this, this.#silenced)
  }

  /** @internal True when the whole connection falls silent, messages included. */
  get whole(): boolean {
    return this.#command === undefined
  }

  /** @internal */
  silences(link: ProxyConnection): boolean {
    if (!this.#which(link)) return false
    this.#silenced.add(link)
    return true
  }

  /** @internal */
  intervene(link: ProxyConnection, name: string): 'silence' | undefined {
    if (this.#command !== undefined && this.#command !== name) return undefined
    return this.silences(link) ? 'silence' : undefined
  }
}
