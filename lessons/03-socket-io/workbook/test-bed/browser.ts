import { io, type Socket } from 'socket.io-client'
import type { Cause } from '#shared/checks/assertions.ts'
import type { CheckContext } from '#shared/checks/check-context.ts'
import type { Recorder } from '#shared/checks/recorder.ts'
import { short } from '#shared/checks/wire-text.ts'
import type { Acknowledgement, Notification, Refusal, RoomMessage, User } from '../../contract.ts'

/** Less than the five seconds after which the clients give up on a request whose reply is held back. In milliseconds. */
const PING_WITHIN_MS = 2000

/** Where a {@link Browser} records messages to everyone, and notifications. Rooms have their own names. */
export const EVERYBODY = 'everyone'
export const TO_USER = 'a notification'

/** The user that every browser claims to be. */
export const CLAIMED: User = { id: 'the boss', name: 'The boss' }

/** Events with any name and any arguments. */
interface Anything {
  [event: string]: (...args: unknown[]) => void
}

/** A simulated browser tab. */
export class Browser {
  readonly user: User
  /** The texts that it received, and the titles of notifications. The channel is the room, or one of the constants above. */
  readonly heard: Recorder<string>
  /** All events, with their arguments. */
  readonly events: unknown[][] = []
  readonly socket: Socket<Anything, Anything>
  readonly #context: CheckContext
  readonly #name: string

  /**
   * @param url The address of its server.
   * @param token Identifies the user. The id and the name that are sent with it are false.
   */
  constructor(context: CheckContext, url: string, user: User, token: string) {
    this.#context = context
    this.user = user
    this.#name = user.name
    this.heard = context.recorder(user.name)
    this.socket = io(url, {
      auth: { token, ...CLAIMED },
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      autoConnect: false,
    })
    this.socket.onAny((event: string, ...args: unknown[]) => this.#take(event, args))
    context.cleanup(() => this.socket.disconnect())
  }

  /** Connects. Resolves with the error if the server rejects the connection. */
  async open(): Promise<Error | undefined> {
    const { socket } = this
    let refused: Error | undefined
    socket.once('connect_error', (error: unknown) => {
      refused = error as Error
    })
    socket.connect()
    await this.#context.until(`the connection of ${this.#name}`, () => socket.connected || refused)
    this.#context.log(
      refused ? `the server rejects ${this.#name}: ${refused.message}` : `${this.#name} is connected`,
    )
    return refused
  }

  /** Sends a request, and resolves with its acknowledgement. */
  async ask(event: string, ...args: unknown[]): Promise<Acknowledgement> {
    return this.answer(event, ...args).arrived()
  }

  /** Sends a request, and doesn't wait for its acknowledgement. */
  answer(event: string, ...args: unknown[]): PendingAcknowledgement {
    const text = `${event} ${args.map(short).join(', ')}`
    this.#context.log(`${this.#name} → server: ${text}`, {
      drawn: { kind: 'emit', from: this.#name, to: 'server', label: event, payload: text },
    })
    const pending = new PendingAcknowledgement(this.#context, this.socket, `${event} of ${this.#name}`)
    this.socket.emit(event, ...args, (answer: Acknowledgement) => pending.take(answer))
    return pending
  }

  /**
   * Sends a malformed request, and resolves with its acknowledgement. The timeline doesn't list it: it only proves that
   * the server answers.
   */
  async ping(cause: string): Promise<Acknowledgement> {
    const pending = new PendingAcknowledgement(
      this.#context,
      this.socket,
      `send_message null of ${this.#name}`,
      false,
    )
    this.socket.emit('send_message', null, (answer: Acknowledgement) => pending.take(answer))
    return pending.arrived(cause, PING_WITHIN_MS)
  }

  /** Sends a request without an acknowledgement. */
  send(event: string, ...args: unknown[]): void {
    this.#context.log(`${this.#name} → server: ${event} ${args.map(short).join(', ')} (no acknowledgement)`)
    this.socket.emit(event, ...args)
  }

  /** Sends a request that must be acknowledged with ok. */
  does(event: string, ...args: unknown[]): Promise<void> {
    return this.likely(undefined).does(event, ...args)
  }

  /** Sends a request that must be refused. */
  isRefused(reason: Refusal, event: string, ...args: unknown[]): Promise<void> {
    return this.likely(undefined).isRefused(reason, event, ...args)
  }

  /** The same, with the likely cause of an unexpected acknowledgement. */
  likely(cause: Cause<Acknowledgement> | undefined): Pick<Browser, 'does' | 'isRefused'> {
    const answers = async (
      expected: Acknowledgement,
      because: typeof cause,
      event: string,
      args: unknown[],
    ) => {
      const only =
        'You read the acknowledgement from the wrong argument. It is the last one, and here the only one.'
      const answer = await this.answer(event, ...args).arrived(args.length === 0 ? only : undefined)
      const what = `the acknowledgement of ${event} ${args.map(short).join(', ')} from ${this.#name}`
      this.#context.equal(what, answer, expected, { cause: because })
    }
    return {
      does: (event, ...args) => answers({ ok: true }, cause, event, args),
      isRefused: (reason, event, ...args) =>
        answers({ ok: false, reason }, cause ?? believed(reason, event, args[0]), event, args),
    }
  }

  /** Fails unless exactly these texts were received, in this order. `where` limits the check to one channel. */
  hears(
    expected: readonly string[],
    { where, cause }: { readonly where?: string; readonly cause?: Cause<readonly string[]> | undefined } = {},
  ): Promise<void> {
    return this.#context.receives(this.heard, expected, { channel: where, cause })
  }

  #take(event: string, args: unknown[]): void {
    this.events.push([event, ...args])
    // It can be any value, including null.
    const value = args[0] as Partial<RoomMessage & Notification> | null
    if (event === 'message') this.heard(value?.text as string, EVERYBODY)
    else if (event === 'room_message') this.heard(value?.text as string, String(value?.room))
    else if (event === 'notification') this.heard(value?.title as string, TO_USER)
    else this.#context.fail(`${this.#name} received an event that is not in the contract: ${event}`)
  }
}

/** Why a malformed request was accepted. */
function believed(reason: Refusal, event: string, payload: unknown): Cause<Acknowledgement> | undefined {
  if (reason !== 'invalid') return undefined
  return ({ ok }) => (ok ? whyTaken(event, payload) : undefined)
}

const LONGEST_TEXT = 2000
const LONGEST_ROOM = 100

function whyTaken(event: string, payload: unknown): string {
  const isObject = typeof payload === 'object' && payload !== null
  if (isObject && Object.hasOwn(payload, '__proto__'))
    return 'You read a field that the value only inherits: Object.assign() follows the key "__proto__". Read it from the value itself.'
  const isRoom = event === 'join_room' || event === 'leave_room'
  const { text, room, others } = (isObject ? payload : {}) as Partial<Record<string, unknown>>
  const name = isRoom ? payload : room
  if (typeof name === 'string' && name.length > LONGEST_ROOM)
    return `You accept a room name with ${name.length} characters, as \`length\` counts them. It is too long.`
  if (typeof text === 'string' && text.length > LONGEST_TEXT)
    return `You accept a message with ${text.length} characters, as \`length\` counts them. It is too long.`
  if (event === 'send_room_message' && others !== undefined && typeof others !== 'boolean')
    return 'You accept a value of `others` that is neither true nor false.'
  return "You accept a malformed value. Types aren't checked at run time: check the value itself."
}

/** An acknowledgement that may not have arrived yet. */
export class PendingAcknowledgement {
  /** The acknowledgement, once it has arrived. */
  value: Acknowledgement | undefined
  readonly #context: CheckContext
  readonly #socket: { readonly connected: boolean }
  readonly #what: string
  readonly #isListed: boolean
  #told: (answer: Acknowledgement) => void = () => {}
  readonly #came: Promise<Acknowledgement>

  /** @param isListed False keeps it out of the timeline. */
  constructor(context: CheckContext, socket: { readonly connected: boolean }, what: string, isListed = true) {
    this.#context = context
    this.#socket = socket
    this.#what = what
    this.#isListed = isListed
    this.#came = new Promise((resolve) => {
      this.#told = resolve
    })
  }

  take(answer: Acknowledgement): void {
    if (this.#isListed) {
      const to = this.#what.split(' of ').at(-1)!
      const label = answer?.ok === true ? 'ok' : answer?.ok === false ? answer.reason : short(answer)
      this.#context.log(`acknowledgement of ${this.#what}: ${short(answer)}`, {
        drawn: { kind: 'reply', from: 'server', to, label, payload: short(answer) },
      })
    }
    this.value = answer
    this.#told(answer)
  }

  /** Waits for it, for `withinMs` milliseconds at most. `cause` is why it might not arrive. */
  arrived(cause?: string, withinMs?: number): Promise<Acknowledgement> {
    const late = this.#context.until(`the acknowledgement of ${this.#what}`, () => this.value, {
      withinMs,
      cause,
      abortReason: () =>
        this.#socket.connected ? undefined : `no acknowledgement of ${this.#what}: the connection was closed`,
    })
    // Resolves at once, without waiting for the next poll.
    return Promise.race([this.#came, late.then(() => this.#came)])
  }
}
