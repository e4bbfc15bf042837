// services, whole file, rejected by 04.4-analytics
// It calls unsubscribe() for a pattern, which needs punsubscribe().
import { randomUUID } from 'node:crypto'
import type {
  AnalyticsOptions,
  EmailServiceOptions,
  Registration,
  Service,
  User,
  UserRegistered,
  UserService,
  UserServiceOptions,
} from '../../lessons/04-cross-service/contract.ts'
import { channelOf, claimKey, newEvent, patternOf, prefixOf, readEvent, readFields } from './events.ts'
import { inFlight } from './in-flight.ts'

/** The service that registers users. */
export function users({ pubsub, store, namespace, report, graceMs }: UserServiceOptions): UserService {
  const channel = channelOf(namespace, 'registered')
  const work = inFlight({ graceMs, report, channel })

  async function register(registration: Registration): Promise<User> {
    const user = newUser(registration)
    await store.save(user)
    const payload = JSON.stringify(newEvent(user))
    try {
      await pubsub.publish(channel, payload)
    } catch (error) {
      // The user is stored and stays so. What was not sent is told, so that somebody can send it later.
      report({ kind: 'unsent', error, channel, payload })
    }
    return user
  }

  async function registerInOneStep(registration: Registration): Promise<User> {
    const user = newUser(registration)
    await store.saveAndPublish(user, channel, JSON.stringify(newEvent(user)))
    return user
  }

  function newUser(registration: Registration): User {
    return { ...registration, id: randomUUID() }
  }

  return {
    register: (registration) => work.run(() => register(registration)),
    registerInOneStep: (registration) => work.run(() => registerInOneStep(registration)),
    close: () => work.drain(async () => {}),
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
    const key = claimKey(namespace, service, event.id)
    const token = await store.claim(key, leaseMs)
    // Somebody else has it, or has done it: the claim stays when the mail is sent.
    if (token === undefined) return
    await orRelease(key, token, () => sendWelcome(event))
  }

  async function sendWelcome(event: UserRegistered): Promise<void> {
    const user = await store.find(event.userId)
    if (!user) throw new Error(`There is no user ${event.userId}.`)
    await send({ id: event.id, to: user.email, name: user.name })
  }

  /** Does what was claimed, and gives the claim back if it fails. */
  async function orRelease(key: string, token: string, act: () => Promise<void>): Promise<void> {
    try {
      await act()
    } catch (error) {
      // When this fails too, the claim ends with its lease. What went wrong first is what has to be told.
      await store.release(key, token).catch(() => {})
      throw error
    }
  }

  const handler = (payload: string) => work.run(() => onRegistered(payload))
  const close = () => work.drain(() => pubsub.unsubscribe(channel, handler))
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
    const data = readOr(payload, readFields, (error) => report({ kind: 'payload', error, channel, payload }))
    if (data) await track(event, data)
  }

  const handler = (payload: string, channel: string) => work.run(() => onEvent(payload, channel))
  const close = () => work.drain(() => pubsub.unsubscribe(pattern, handler))
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
  try {
    return read(payload)
  } catch (error) {
    bad(error)
    return undefined
  }
}
