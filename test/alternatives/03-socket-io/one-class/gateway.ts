// One class does everything, with a queue for each room, subscribeJson(), and one listener for all events.
import type {
  Acknowledgement,
  ChatSocket,
  Gateway,
  GatewayOptions,
  Message,
  Notification,
  Refusal,
  User,
} from '../../../../lessons/03-socket-io/contract.ts'

interface Fields {
  readonly [name: string]: unknown
}

const fieldsOf = (value: unknown): Fields =>
  (typeof value === 'object' && value !== null ? value : {}) as Fields
const isText = (value: unknown, longest: number): value is string =>
  typeof value === 'string' && value !== '' && value.length <= longest

class Refused extends Error {
  readonly reason: Refusal
  constructor(reason: Refusal) {
    super(reason)
    this.reason = reason
  }
}

class Bridge implements Gateway {
  readonly #options: GatewayOptions
  readonly #users = new Map<string, Set<ChatSocket>>()
  readonly #rooms = new Map<string, Set<ChatSocket>>()
  readonly #turns = new Map<string, Promise<unknown>>()
  readonly #listeners = new Map<ChatSocket, () => void>()
  readonly #spent = new WeakMap<ChatSocket, { since: number; count: number }>()
  #open = true

  constructor(options: GatewayOptions) {
    this.#options = options
  }

  async start(): Promise<this> {
    const { io, pubsub } = this.#options
    io.use(this.#admit)
    io.on('connection', this.#welcome)
    try {
      await Promise.all([
        pubsub.subscribeJson(this.#channel('broadcast'), this.#onBroadcast),
        pubsub.subscribeJson(this.#channel('notifications'), this.#onNotification),
      ])
    } catch (error) {
      await this.close()
      throw error
    }
    return this
  }

  notify = (userId: string, notification: Notification): Promise<number> =>
    this.#options.pubsub.publishJson(this.#channel('notifications'), { userId, notification })

  async close(): Promise<void> {
    const { io, pubsub } = this.#options
    this.#open = false
    io.off('connection', this.#welcome)
    for (const stop of this.#listeners.values()) stop()
    this.#listeners.clear()
    const rooms = [...new Set([...this.#rooms.keys(), ...this.#turns.keys()])]
    const emptied = rooms.map((room) =>
      this.#inTurn(room, async () => {
        const members = [...(this.#rooms.get(room) ?? [])]
        for (const socket of members) await this.#leave(socket, room)
      }),
    )
    const ended = Promise.all([
      ...emptied,
      pubsub.unsubscribe(this.#channel('broadcast'), this.#onBroadcast).catch(this.#refused),
      pubsub.unsubscribe(this.#channel('notifications'), this.#onNotification).catch(this.#refused),
    ])
    let timer: NodeJS.Timeout | undefined
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, 1500)
    })
    await Promise.race([ended, late])
    clearTimeout(timer)
  }

  #refused = (error: unknown): void => this.#options.report({ kind: 'connection', error })

  #channel(name: string): string {
    return this.#options.namespace + name
  }

  #admit = (socket: ChatSocket, next: (error?: Error) => void): void => {
    if (!this.#open) return next()
    const { identify, report } = this.#options
    new Promise<User | undefined>((resolve) => resolve(identify(socket.handshake)))
      .catch((error: unknown) => {
        report({ kind: 'handler', error, channel: 'identify' })
        return undefined
      })
      .then((user) => {
        if (user) socket.data.user = user
        next(user ? undefined : new Error('who are you?'))
      })
      .catch(() => {})
  }

  #welcome = (socket: ChatSocket): void => {
    const { id } = socket.data.user
    this.#users.set(id, (this.#users.get(id) ?? new Set()).add(socket))
    const onAny = (event: string, ...args: unknown[]) => {
      const last = args.at(-1)
      const answer = typeof last === 'function' ? (last as (answer: Acknowledgement) => void) : () => {}
      this.#serve(socket, event, args[0]).then(
        () => answer({ ok: true }),
        (error: unknown) => {
          answer({ ok: false, reason: error instanceof Refused ? error.reason : 'unavailable' })
        },
      )
    }
    const onGone = () => {
      const tabs = this.#users.get(id)
      tabs?.delete(socket)
      if (tabs?.size === 0) this.#users.delete(id)
      this.#listeners.delete(socket)
      for (const room of new Set([...this.#rooms.keys(), ...this.#turns.keys()])) {
        this.#inTurn(room, () => this.#leave(socket, room)).catch(() => {})
      }
    }
    socket.onAny(onAny)
    socket.on('disconnect', onGone)
    this.#listeners.set(socket, () => {
      socket.offAny(onAny)
      socket.off('disconnect', onGone)
    })
  }

  async #serve(socket: ChatSocket, event: string, payload: unknown): Promise<void> {
    this.#count(socket)
    const { pubsub } = this.#options
    const { text, room, others = false } = fieldsOf(payload)
    if (event === 'send_message') {
      if (!isText(text, 2000)) throw new Refused('invalid')
      await pubsub.publishJson(this.#channel('broadcast'), this.#message(socket, text))
    } else if (event === 'join_room' || event === 'leave_room') {
      if (!isText(payload, 100)) throw new Refused('invalid')
      const work = event === 'join_room' ? this.#join : this.#leave
      await this.#inTurn(payload, () => work(socket, payload))
    } else if (event === 'send_room_message') {
      if (!isText(text, 2000) || !isText(room, 100) || typeof others !== 'boolean')
        throw new Refused('invalid')
      if (!this.#rooms.get(room)?.has(socket)) throw new Refused('not-joined')
      const except = others ? { except: socket.id } : {}
      await pubsub.publishJson(this.#channel(`room:${room}`), {
        ...this.#message(socket, text),
        room,
        ...except,
      })
    }
  }

  /** At most 200 in each second. */
  #count(socket: ChatSocket): void {
    const now = Date.now()
    const spent = this.#spent.get(socket) ?? { since: now, count: 0 }
    this.#spent.set(socket, spent)
    if (now - spent.since > 1000) Object.assign(spent, { since: now, count: 0 })
    if (++spent.count > 200) throw new Refused('too-many')
  }

  #message(socket: ChatSocket, text: string): Message {
    const { id, name } = socket.data.user
    return { from: { id, name }, text, sentAt: new Date().toISOString() }
  }

  #inTurn<T>(room: string, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(room) ?? Promise.resolve()
    const turn = before.then(work)
    const settled = turn.then(
      () => {},
      () => {},
    )
    this.#turns.set(room, settled)
    void settled.then(() => {
      if (this.#turns.get(room) === settled) this.#turns.delete(room)
    })
    return turn
  }

  #join = async (socket: ChatSocket, room: string): Promise<void> => {
    const { pubsub, mayJoin, report } = this.#options
    let allowed: unknown = false
    try {
      allowed = await mayJoin(socket.data.user, room)
    } catch (error) {
      report({ kind: 'handler', error, channel: this.#channel(`room:${room}`) })
    }
    if (allowed !== true) throw new Refused('forbidden')
    if (!this.#open || socket.disconnected) throw new Refused('not-joined')
    const members = this.#rooms.get(room)
    if (members) {
      members.add(socket)
      return
    }
    const channel = this.#channel(`room:${room}`)
    try {
      await pubsub.subscribeJson(channel, this.#onRoom)
    } catch (error) {
      await pubsub.unsubscribe(channel, this.#onRoom).catch(() => {})
      throw error
    }
    this.#rooms.set(room, new Set([socket]))
    if (this.#open && !socket.disconnected) return
    await this.#leave(socket, room)
    throw new Refused('not-joined')
  }

  #leave = async (socket: ChatSocket, room: string): Promise<void> => {
    const members = this.#rooms.get(room)
    if (!members?.delete(socket) || members.size > 0) return
    this.#rooms.delete(room)
    await this.#options.pubsub.unsubscribe(this.#channel(`room:${room}`), this.#onRoom).catch(this.#refused)
  }

  #onBroadcast = (value: unknown, channel: string): void => {
    const message = this.#read(value, channel)
    if (message) this.#options.io.local.emit('message', message)
  }

  #onNotification = (value: unknown, channel: string): void => {
    const { userId, notification } = fieldsOf(value)
    const { title, text } = fieldsOf(notification)
    if (typeof userId !== 'string' || typeof title !== 'string' || typeof text !== 'string') {
      this.#bad(value, channel)
      return
    }
    for (const socket of this.#users.get(userId) ?? []) socket.emit('notification', { title, text })
  }

  #onRoom = (value: unknown, channel: string): void => {
    const { room, except } = fieldsOf(value)
    if (typeof room !== 'string' || (except !== undefined && typeof except !== 'string')) {
      return this.#bad(value, channel)
    }
    const message = this.#read(value, channel)
    if (!message) return
    const name = channel.slice(this.#channel('room:').length)
    for (const socket of this.#rooms.get(name) ?? []) {
      if (socket.id !== except) socket.emit('room_message', { ...message, room: name })
    }
  }

  #read(value: unknown, channel: string): Message | undefined {
    const { from, text, sentAt } = fieldsOf(value)
    const { id, name } = fieldsOf(from)
    if ([text, sentAt, id, name].some((one) => typeof one !== 'string')) {
      this.#bad(value, channel)
      return undefined
    }
    return { from: { id, name }, text, sentAt } as Message
  }

  #bad(value: unknown, channel: string): void {
    const payload = JSON.stringify(value)
    this.#options.report({ kind: 'payload', error: new Error('not expected here'), channel, payload })
  }
}

export function attach(options: GatewayOptions): Promise<Gateway> {
  return new Bridge(options).start()
}
