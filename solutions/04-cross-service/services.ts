/**
 * Lesson 04: the services.
 *
 * @module
 */
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

/** The user service. */
export function users({ pubsub, store, namespace, report, graceMs }: UserServiceOptions): UserService {
  const channel = channelOf(namespace, 'registered')
  const work = inFlight({ graceMs, report, channel })

  async function register(registration: Registration): Promise<User> {
    // #region 04.1-register
    //- // As in the tutorial. If publish() fails, report { kind: 'unsent', error, channel, payload }, and return the user.
    //- const user = newUser(registration)
    //- await store.save(user)
    //- await pubsub.publishJson(channel, newEvent(user))
    //- return user
    const user = newUser(registration)
    await store.save(user)
    const payload = JSON.stringify(newEvent(user))
    try {
      await pubsub.publish(channel, payload)
    } catch (error) {
      // The user is registered. The report holds the event, so that it can be published later.
      report({ kind: 'unsent', error, channel, payload })
    }
    return user
    // #endregion
  }

  async function registerInOneStep(registration: Registration): Promise<User> {
    // #region 04.5-registerInOneStep
    //- // Go further: like register(), but with store.saveAndPublish().
    //- return todo('04.5')
    const user = newUser(registration)
    await store.saveAndPublish(user, channel, JSON.stringify(newEvent(user)))
    return user
    // #endregion
  }

  // #region given-users
  function newUser(registration: Registration): User {
    return { ...registration, id: randomUUID() }
  }

  return {
    register: (registration) => work.run(() => register(registration)),
    registerInOneStep: (registration) => work.run(() => registerInOneStep(registration)),
    close: () => work.drain(async () => {}),
  }
  // #endregion
}

/** One replica of an email service. */
export async function emails(options: EmailServiceOptions): Promise<Service> {
  const { pubsub, store, service, namespace, report, leaseMs, graceMs, send } = options
  const channel = channelOf(namespace, 'registered')
  const work = inFlight({ graceMs, report, channel })

  // #region given-onRegistered
  /** Handles one event. If it rejects, `pubsub` reports the error. */
  async function onRegistered(payload: string): Promise<void> {
    const event = readOr(payload, readEvent, (error) => report({ kind: 'payload', error, channel, payload }))
    if (!event) return
    // #endregion
    // #region 04.2-onRegistered
    //- // As in the tutorial, every replica sends. Claim claimKey(…) first, and then call sendOrRelease().
    //- await sendWelcome(event)
    const key = claimKey(namespace, service, event.id)
    const token = await store.claim(key, leaseMs)
    if (token === undefined) return
    // After the email is sent, the claim stays: the event may arrive again.
    await sendOrRelease(event, key, token)
    // #endregion
  }

  /** Sends the email of a claimed event. */
  async function sendOrRelease(event: UserRegistered, key: string, token: string): Promise<void> {
    // #region 04.3-sendOrRelease
    //- // If this fails, release the claim, and throw the error again.
    //- await sendWelcome(event)
    try {
      await sendWelcome(event)
    } catch (error) {
      // If this fails too, the claim expires. Only the first error is reported.
      await store.release(key, token).catch(() => {})
      throw error
    }
    // #endregion
  }

  // #region given-emails
  async function sendWelcome(event: UserRegistered): Promise<void> {
    const user = await store.find(event.userId)
    if (!user) throw new Error(`There is no user ${event.userId}.`)
    await send({ id: event.id, to: user.email, name: user.name })
  }

  // An event is in flight from its delivery on, before it is claimed.
  const handler = (payload: string) => work.run(() => onRegistered(payload))
  const close = () => work.drain(() => pubsub.unsubscribe(channel, handler))
  return listening(pubsub.subscribe(channel, handler), { close })
  // #endregion
}

// #region given-analytics
/** The analytics service. It is given, because it repeats what you did in lessons 01 and 02. */
export async function analytics(options: AnalyticsOptions): Promise<Service> {
  const { pubsub, namespace, report, graceMs, track } = options
  const pattern = patternOf(namespace)
  const work = inFlight({ graceMs, report, channel: pattern })

  async function onEvent(payload: string, channel: string): Promise<void> {
    // Everything after the prefix, because an event's name may contain colons.
    const event = channel.slice(prefixOf(namespace).length)
    // #endregion
    // #region given-onEvent
    const data = readOr(payload, readFields, (error) => report({ kind: 'payload', error, channel, payload }))
    if (data) await track(event, data)
    // #endregion
    // #region given-analyticsClose
  }

  const handler = (payload: string, channel: string) => work.run(() => onEvent(payload, channel))
  const close = () => work.drain(() => pubsub.punsubscribe(pattern, handler))
  return listening(pubsub.psubscribe(pattern, handler), { close })
}
// #endregion

// #region given-listening
/** Waits for the subscription. If Redis refuses it, the service must not handle events later. */
async function listening(subscribed: Promise<void>, service: Service): Promise<Service> {
  try {
    await subscribed
    return service
  } catch (error) {
    await service.close()
    throw error
  }
}
// #endregion

/** Reads a payload. If that fails, passes the error to `bad` and returns undefined. */
function readOr<T>(
  payload: string,
  read: (payload: string) => T,
  bad: (error: unknown) => void,
): T | undefined {
  // #region given-readOr
  try {
    return read(payload)
  } catch (error) {
    bad(error)
    return undefined
  }
  // #endregion
}
