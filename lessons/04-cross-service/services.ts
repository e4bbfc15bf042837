// Yours. Lesson 04, Services that work together: fill in the tasks marked TODO. Check with: npm test lessons/04

import { randomUUID } from 'node:crypto'
import { todo } from '../../shared/lesson/todo.ts'
import type {
  AnalyticsOptions,
  EmailServiceOptions,
  Registration,
  Service,
  User,
  UserRegistered,
  UserService,
  UserServiceOptions,
} from './contract.ts'
import { channelOf, claimKey, newEvent, patternOf, prefixOf, readEvent, readFields } from './events.ts'
import { inFlight } from './in-flight.ts'

/** The service that registers users. */
export function users({ pubsub, store, namespace, report, graceMs }: UserServiceOptions): UserService {
  const channel = channelOf(namespace, 'registered')
  const work = inFlight({ graceMs, report, channel })

  async function register(registration: Registration): Promise<User> {
    // TODO 04.1: store the user, then tell the others, and nothing personal
    // As in the tutorial: store, then publish.
    const user = newUser(registration)
    await store.save(user)
    await pubsub.publishJson(channel, newEvent(user))
    return user
  }

  async function registerAtOnce(registration: Registration): Promise<User> {
    // TODO 04.5: store and tell in one step
    return todo('04.5')
  }

  function newUser(registration: Registration): User {
    return { ...registration, id: randomUUID() }
  }

  return {
    register: (registration) => work.doing(() => register(registration)),
    registerAtOnce: (registration) => work.doing(() => registerAtOnce(registration)),
    close: () => work.end(async () => {}),
  }
}

/** One replica of an email service. */
export async function emails(options: EmailServiceOptions): Promise<Service> {
  const { pubsub, store, service, namespace, report, leaseMs, graceMs, send } = options
  const channel = channelOf(namespace, 'registered')
  const work = inFlight({ graceMs, report, channel })

  /** Handles one event. What it rejects with is reported by the port. */
  async function onRegistered(payload: string): Promise<void> {
    const event = readOr(payload, readEvent, (error) => report({ kind: 'payload', error, channel, payload }))
    if (!event) return
    // TODO 04.2: two replicas, one mail for each registration
    // As in the tutorial: whoever hears of it sends the mail.
    await welcome(event)
  }

  async function welcome(event: UserRegistered): Promise<void> {
    const user = await store.find(event.userId)
    if (!user) throw new Error(`There is no user ${event.userId}.`)
    await send({ id: event.id, to: user.email, name: user.name })
  }

  /** Does what was claimed, and gives the claim back if it fails. */
  async function orRelease(key: string, token: string, act: () => Promise<void>): Promise<void> {
    // TODO 04.3: a failing event is reported, and the next one is handled
    await act()
  }

  const handler = (payload: string) => work.doing(() => onRegistered(payload))
  const close = () => work.end(() => pubsub.unsubscribe(channel, handler))
  return listening(pubsub.subscribe(channel, handler), { close })
}

/** The service that counts what users do. */
export async function analytics(options: AnalyticsOptions): Promise<Service> {
  const { pubsub, namespace, report, graceMs, track } = options
  const pattern = patternOf(namespace)
  const work = inFlight({ graceMs, report, channel: pattern })

  async function onEvent(payload: string, channel: string): Promise<void> {
    // The channel says what has happened.
    const event = channel.slice(prefixOf(namespace).length)
    // TODO 04.3, continued
    await track(event, JSON.parse(payload))
  }

  const handler = (payload: string, channel: string) => work.doing(() => onEvent(payload, channel))
  const close = () => work.end(() => pubsub.punsubscribe(pattern, handler))
  return listening(pubsub.psubscribe(pattern, handler), { close })
}

/** A service, when Redis has its subscription. When Redis refuses it, nothing is left of the service. */
async function listening(subscribed: Promise<void>, service: Service): Promise<Service> {
  try {
    await subscribed
    return service
  } catch (error) {
    await service.close()
    throw error
  }
}

/** Reads a text; one that cannot be read is handed to `bad` with the reason, and gives undefined. */
function readOr<T>(
  payload: string,
  read: (payload: string) => T,
  bad: (error: unknown) => void,
): T | undefined {
  // TODO 04.3, continued
  void bad
  return read(payload)
}
