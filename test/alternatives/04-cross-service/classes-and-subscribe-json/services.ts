// It uses classes, lets `pubsub` decode, derives the event's ID from the user's, and reports failures itself.
import { createHash, randomUUID } from 'node:crypto'
import type {
  EmailServiceOptions,
  Registration,
  Service,
  ServiceOptions,
  User,
  UserService,
} from '../../../../lessons/04-cross-service/contract.ts'

abstract class Base implements Service {
  protected readonly options: ServiceOptions
  protected isClosed = false
  #inFlight = 0
  #waiting: (() => void)[] = []
  #closing: Promise<void> | undefined

  constructor(options: ServiceOptions) {
    this.options = options
  }

  protected abstract stop(): Promise<void>

  protected async busy<T>(work: () => Promise<T>): Promise<T> {
    this.#inFlight += 1
    try {
      return await work()
    } finally {
      this.#inFlight -= 1
      if (this.#inFlight === 0) for (const go of this.#waiting.splice(0)) go()
    }
  }

  protected failed(error: unknown, channel: string): void {
    this.options.report({ kind: 'handler', error, channel })
  }

  /** The decoded payload, if it is an object. */
  protected fields(value: unknown, channel: string): Record<string, unknown> | undefined {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>
    this.bad(value, channel)
    return undefined
  }

  protected bad(value: unknown, channel: string): void {
    const error = new TypeError('The payload is not an event.')
    this.options.report({ kind: 'payload', error, channel, payload: JSON.stringify(value) })
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    const idle = async () => {
      await this.stop().catch((error: unknown) => this.options.report({ kind: 'connection', error }))
      this.isClosed = true
      if (this.#inFlight > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.options.graceMs)
    })
    await Promise.race([idle(), late])
    clearTimeout(timer)
    this.isClosed = true
    if (this.#inFlight > 0) this.failed(new Error('unfinished work'), this.options.namespace)
  }
}

class Users extends Base implements UserService {
  readonly #options: ServiceOptions

  constructor(options: ServiceOptions) {
    super(options)
    this.#options = options
  }

  protected async stop(): Promise<void> {}

  get #channel(): string {
    return `${this.#options.namespace}user:registered`
  }

  #text({ id }: User): string {
    // The event's ID is derived from the user's, which is new each time.
    const event = createHash('sha256').update(`registered ${id}`).digest('base64url')
    return JSON.stringify({ registeredAt: new Date(), userId: id, id: event, version: 1 })
  }

  register(registration: Registration): Promise<User> {
    if (this.isClosed) return Promise.reject(new Error('closed'))
    return this.busy(async () => {
      const { store, pubsub, report } = this.#options
      const user = { id: randomUUID().replaceAll('-', ''), ...registration }
      await store.save(user)
      const payload = this.#text(user)
      await pubsub
        .publish(this.#channel, payload)
        .catch((error: unknown) => report({ kind: 'unsent', error, channel: this.#channel, payload }))
      return user
    })
  }

  registerInOneStep(registration: Registration): Promise<User> {
    if (this.isClosed) return Promise.reject(new Error('closed'))
    return this.busy(async () => {
      const user = { id: randomUUID(), ...registration }
      await this.#options.store.saveAndPublish(user, this.#channel, this.#text(user))
      return user
    })
  }
}

class Emails extends Base {
  readonly #options: EmailServiceOptions

  constructor(options: EmailServiceOptions) {
    super(options)
    this.#options = options
  }

  get #channel(): string {
    return `${this.#options.namespace}user:registered`
  }

  readonly #hears = (value: unknown, channel: string): void => {
    if (this.isClosed) return
    void this.busy(() => this.#handle(value, channel)).catch((error: unknown) => this.failed(error, channel))
  }

  async start(): Promise<this> {
    await this.#options.pubsub.subscribeJson(this.#channel, this.#hears)
    return this
  }

  protected stop(): Promise<void> {
    return this.#options.pubsub.unsubscribe(this.#channel, this.#hears)
  }

  async #handle(value: unknown, channel: string): Promise<void> {
    const { store, service, namespace, leaseMs, send } = this.#options
    const fields = this.fields(value, channel)
    if (!fields) return
    const { id, userId, version = 1 } = fields
    if (typeof id !== 'string' || id === '' || typeof userId !== 'string' || userId === '' || version !== 1) {
      return this.bad(value, channel)
    }
    const name = createHash('sha256')
      .update(JSON.stringify([service, id]))
      .digest('hex')
    const key = `${namespace}done:${name}`
    const token = await store.claim(key, leaseMs)
    if (token === undefined) return
    try {
      const user = await store.find(userId)
      if (user === undefined) throw new RangeError('There is no such user.')
      await send({ name: user.name, to: user.email, id })
    } catch (error) {
      await store.release(key, token).catch(() => false)
      throw error
    }
  }
}

export function users(options: ServiceOptions): UserService {
  return new Users(options)
}

export function emails(options: EmailServiceOptions): Promise<Service> {
  return new Emails(options).start()
}
