/**
 * Lesson 04: the services.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import type {
  EmailServiceOptions,
  Registration,
  Service,
  ServiceOptions,
  User,
  UserRegistered,
  UserService,
} from '../../lessons/04-cross-service/contract.ts'
import { channelOf, claimKey, listening, readEvent, readOrReport } from './events.ts'
import { inFlight } from './in-flight.ts'

export function users(options: ServiceOptions): UserService {
  const { pubsub, store, namespace, report } = options
  const channel = channelOf(namespace, 'registered')
  const work = inFlight(options, channel)

  async function register(registration: Registration): Promise<User> {
    // #region given-save
    const user = newUser(registration)
    await store.save(user)
    // #endregion
    // #region 04.1-publish
    //- // Encode the event once, and send it with publish(). If that fails, report { kind: 'unsent', error, channel,
    //- // payload }.
    //- await pubsub.publishJson(channel, newEvent(user))
    const payload = JSON.stringify(newEvent(user))
    try {
      await pubsub.publish(channel, payload)
    } catch (error) {
      // The user is registered. The report holds the event, so that it can be published later.
      report({ kind: 'unsent', error, channel, payload })
    }
    // #endregion
    return user
  }

  async function registerInOneStep(registration: Registration): Promise<User> {
    // #region 04.5-registerInOneStep
    //- // Go further.
    //- return todo('04.5')
    const user = newUser(registration)
    await store.saveAndPublish(user, channel, JSON.stringify(newEvent(user)))
    return user
    // #endregion
  }

  // #region given-users
  return {
    register: (registration) => work.run(() => register(registration)),
    registerInOneStep: (registration) => work.run(() => registerInOneStep(registration)),
    close: () => work.drain(async () => {}),
  }
  // #endregion
}

function newUser(registration: Registration): User {
  return { ...registration, id: randomUUID() }
}

function newEvent(user: User): UserRegistered {
  // #region 04.1-newEvent
  //- // The tutorial publishes the whole user. Return only a new ID, the user's ID, and the date.
  //- return { ...user, userId: user.id, registeredAt: new Date().toISOString() }
  // A service that needs more looks it up by the user's ID.
  return { id: randomUUID(), userId: user.id, registeredAt: new Date().toISOString() }
  // #endregion
}

export async function emails(options: EmailServiceOptions): Promise<Service> {
  const { pubsub, store, service, namespace, report, leaseMs, send } = options
  const channel = channelOf(namespace, 'registered')
  const work = inFlight(options, channel)

  /** Handles one event. If it rejects, `pubsub` reports the error. */
  async function onRegistered(event: UserRegistered): Promise<void> {
    // #region 04.2-onRegistered
    //- // As in the tutorial, every replica sends. First claim claimKey(namespace, service, event.id). If you get a
    //- // token, await sendOrRelease() instead.
    //- await sendWelcome(event)
    const key = claimKey(namespace, service, event.id)
    const token = await store.claim(key, leaseMs)
    if (token === undefined) return
    // After the email is sent, the claim stays: the event may arrive again.
    await sendOrRelease(event, key, token)
    // #endregion
  }

  async function sendOrRelease(event: UserRegistered, key: string, token: string): Promise<void> {
    // #region 04.3-sendOrRelease
    //- // If this rejects, release the claim and rethrow the error.
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

  async function sendWelcome(event: UserRegistered): Promise<void> {
    const user = await store.find(event.userId)
    if (!user) throw new Error(`There is no user ${event.userId}.`)
    await send({ id: event.id, to: user.email, name: user.name })
  }

  // #region given-handler
  async function handler(payload: string): Promise<void> {
    const event = readOrReport(payload, readEvent, { report, channel })
    if (event) await work.run(() => onRegistered(event))
  }
  // #endregion

  // #region given-emails
  const close = () => work.drain(() => pubsub.unsubscribe(channel, handler))
  return listening(pubsub.subscribe(channel, handler), { close })
  // #endregion
}
