import { io, type Socket } from 'socket.io-client'
import type { Cause, Kit } from '../../../../shared/checks/kit.ts'
import type { Recorder } from '../../../../shared/checks/recorder.ts'
import { short } from '../../../../shared/checks/timeline.ts'
import type { Answer, Notification, Refusal, RoomMessage, User } from '../../contract.ts'

/** Where a {@link Browser} hears what is sent to everybody, and to its user. Rooms are called by their names. */
export const EVERYBODY = 'everybody'
export const TO_USER = 'a notification'

/** Who every browser claims to be. Only the server knows better. */
export const CLAIMED: User = { id: 'the boss', name: 'The boss' }

/** Events may have any name, and carry anything. */
interface Anything {
  [event: string]: (...args: unknown[]) => void
}

/** One tab of a browser, without the browser. */
export class Browser {
  readonly user: User
  /** The texts that it got, and of notifications the title; the channel is the room, or as above. */
  readonly heard: Recorder<string>
  /** The events as they came, with all that came with them. */
  readonly events: unknown[][] = []
  readonly socket: Socket<Anything, Anything>
  readonly #kit: Kit
  readonly #name: string

  /**
   * @param url Where its server is.
   * @param token What tells the server which user it is. The id and the name that it sends along are a lie.
   */
  constructor(kit: Kit, url: string, user: User, token: string) {
    this.#kit = kit
    this.user = user
    this.#name = user.name
    this.heard = kit.recorder(user.name)
    this.socket = io(url, {
      auth: { token, ...CLAIMED },
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      autoConnect: false,
    })
    this.socket.onAny((event: string, ...args: unknown[]) => this.#take(event, args))
    kit.cleanup(() => this.socket.disconnect())
  }

  /** Connects; resolves with the server's error when it refuses. */
  async open(): Promise<Error | undefined> {
    const { socket } = this
    let refused: Error | undefined
    socket.once('connect_error', (error: unknown) => {
      refused = error as Error
    })
    socket.connect()
    await this.#kit.until(`the connection of ${this.#name}`, () => socket.connected || refused)
    this.#kit.log(refused ? `${this.#name} is refused: ${refused.message}` : `${this.#name} is connected`)
    return refused
  }

  /** Asks for something, and resolves with the answer. */
  async ask(event: string, ...args: unknown[]): Promise<Answer> {
    return this.answer(event, ...args).arrived()
  }

  /** Asks for something, and does not wait. */
  answer(event: string, ...args: unknown[]): PendingAnswer {
    this.#kit.log(`${this.#name} → server: ${event} ${args.map(short).join(', ')}`)
    const pending = new PendingAnswer(this.#kit, this.socket, `${event} of ${this.#name}`)
    this.socket.emit(event, ...args, (answer: Answer) => pending.take(answer))
    return pending
  }

  /** Sends something, and wants no answer. */
  send(event: string, ...args: unknown[]): void {
    this.#kit.log(`${this.#name} → server: ${event} ${args.map(short).join(', ')} (no answer wanted)`)
    this.socket.emit(event, ...args)
  }

  /** Asks for something that has to be done. */
  does(event: string, ...args: unknown[]): Promise<void> {
    return this.likely(undefined).does(event, ...args)
  }

  /** Asks for something that has to be refused. */
  isRefused(reason: Refusal, event: string, ...args: unknown[]): Promise<void> {
    return this.likely(undefined).isRefused(reason, event, ...args)
  }

  /** The same, with the likely cause of an answer that is not the expected one. */
  likely(cause: Cause<Answer> | undefined): Pick<Browser, 'does' | 'isRefused'> {
    const answers = async (expected: Answer, because: typeof cause, event: string, args: unknown[]) => {
      const only =
        'The acknowledgement is the last argument that your listener gets. Here it is the only one.'
      const answer = await this.answer(event, ...args).arrived(args.length === 0 ? only : undefined)
      const what = `the answer to ${event} ${args.map(short).join(', ')} of ${this.#name}`
      this.#kit.equal(what, answer, expected, { cause: because })
    }
    return {
      does: (event, ...args) => answers({ ok: true }, cause, event, args),
      isRefused: (reason, event, ...args) =>
        answers({ ok: false, reason }, cause ?? believed(reason, event, args[0]), event, args),
    }
  }

  /** Fails unless just these texts were heard, in their order; `where` looks at one of the places alone. */
  hears(
    expected: readonly string[],
    { where, cause }: { readonly where?: string; readonly cause?: Cause<readonly string[]> | undefined } = {},
  ): Promise<void> {
    return this.#kit.receives(this.heard, expected, { channel: where, cause })
  }

  #take(event: string, args: unknown[]): void {
    this.events.push([event, ...args])
    // It may be anything, also null.
    const value = args[0] as Partial<RoomMessage & Notification> | null
    if (event === 'message') this.heard(value?.text as string, EVERYBODY)
    else if (event === 'room_message') this.heard(value?.text as string, String(value?.room))
    else if (event === 'notification') this.heard(value?.title as string, TO_USER)
    else this.#kit.fail(`${this.#name} got an event that is not in the contract: ${event}`)
  }
}

/** Why something malformed was taken. */
function believed(reason: Refusal, event: string, payload: unknown): Cause<Answer> | undefined {
  if (reason !== 'invalid') return undefined
  return ({ ok }) => (ok ? whyTaken(event, payload) : undefined)
}

const LONGEST_TEXT = 2000
const LONGEST_ROOM = 100

function whyTaken(event: string, payload: unknown): string {
  const isObject = typeof payload === 'object' && payload !== null
  if (isObject && Object.hasOwn(payload, '__proto__'))
    return 'The browser sent a key called "__proto__". A copy by Object.assign() has it as its prototype: read the field from the value itself.'
  const isRoom = event === 'join_room' || event === 'leave_room'
  const { text, room, others } = (isObject ? payload : {}) as Partial<Record<string, unknown>>
  const name = isRoom ? payload : room
  if (typeof name === 'string' && name.length > LONGEST_ROOM)
    return `This room name is too long: ${name.length} characters, as \`length\` counts them.`
  if (typeof text === 'string' && text.length > LONGEST_TEXT)
    return `This text is too long: ${text.length} characters, as \`length\` counts them.`
  if (event === 'send_room_message' && others !== undefined && typeof others !== 'boolean')
    return '`others` must be true, false or left out.'
  return 'Types are not checked when the program runs, and a browser can send anything. Check the value itself.'
}

/** An answer that may not be there yet. */
export class PendingAnswer {
  /** The answer, once it is there. */
  value: Answer | undefined
  readonly #kit: Kit
  readonly #socket: { readonly connected: boolean }
  readonly #what: string
  #told: (answer: Answer) => void = () => {}
  readonly #came: Promise<Answer>

  constructor(kit: Kit, socket: { readonly connected: boolean }, what: string) {
    this.#kit = kit
    this.#socket = socket
    this.#what = what
    this.#came = new Promise((resolve) => {
      this.#told = resolve
    })
  }

  take(answer: Answer): void {
    this.#kit.log(`the answer to ${this.#what}: ${short(answer)}`)
    this.value = answer
    this.#told(answer)
  }

  /** Waits for it. `cause` is why it may stay out. */
  arrived(cause?: string): Promise<Answer> {
    const late = this.#kit.until(`an answer to ${this.#what}`, () => this.value, {
      cause,
      hopeless: () =>
        this.#socket.connected ? undefined : `no answer to ${this.#what}: the connection was closed`,
    })
    // As soon as it is there, without waiting for the next look.
    return Promise.race([this.#came, late.then(() => this.#came)])
  }
}
