// Yours. Fill in the TODOs, then check: npm test lessons/04

import { randomUUID } from 'node:crypto'
import { todo } from '../../shared/lesson/todo.ts'
import type {
  EmailServiceOptions,
  Registration,
  Service,
  ServiceOptions,
  User,
  UserRegistered,
  UserService,
} from './contract.ts'
import { channelOf, claimKey, listening, readEvent, readOrReport } from './events.ts'
import { inFlight } from './in-flight.ts'

export function users(options: ServiceOptions): UserService {
  const { pubsub, store, namespace, report } = options
  const channel = channelOf(namespace, 'registered')
  const work = inFlight(options, channel)

  async function register(registration: Registration): Promise<User> {
    const user = newUser(registration)
    await store.save(user)
    // TODO 04.1: Store the user, then publish the event
    // Encode the event once, and send it with publish(). If that fails, report { kind: 'unsent', error, channel,
    // payload }.
    await pubsub.publishJson(channel, newEvent(user))
    return user
  }

  async function registerInOneStep(registration: Registration): Promise<User> {
    // TODO 04.5: Store and publish in one step
    // Go further.
    return todo('04.5')
  }

  return {
    register: (registration) => work.run(() => register(registration)),
    registerInOneStep: (registration) => work.run(() => registerInOneStep(registration)),
    close: () => work.drain(async () => {}),
  }
}

function newUser(registration: Registration): User {
  return { ...registration, id: randomUUID() }
}

function newEvent(user: User): UserRegistered {
  // TODO 04.1, continued
  // The tutorial publishes the whole user. Return only a new ID, the user's ID, and the date.
  return { ...user, userId: user.id, registeredAt: new Date().toISOString() }
}

export async function emails(options: EmailServiceOptions): Promise<Service> {
  const { pubsub, store, service, namespace, report, leaseMs, send } = options
  const channel = channelOf(namespace, 'registered')
  const work = inFlight(options, channel)

  /** Handles one event. If it rejects, `pubsub` reports the error. */
  async function onRegistered(event: UserRegistered): Promise<void> {
    // TODO 04.2: Claim each event
    // As in the tutorial, every replica sends. First claim claimKey(namespace, service, event.id). If you get a
    // token, await sendOrRelease() instead.
    await sendWelcome(event)
  }

  async function sendOrRelease(event: UserRegistered, key: string, token: string): Promise<void> {
    // TODO 04.3: Release the claim of a failed event
    // If this rejects, release the claim and rethrow the error.
    await sendWelcome(event)
  }

  async function sendWelcome(event: UserRegistered): Promise<void> {
    const user = await store.find(event.userId)
    if (!user) throw new Error(`There is no user ${event.userId}.`)
    await send({ id: event.id, to: user.email, name: user.name })
  }

  async function handler(payload: string): Promise<void> {
    const event = readOrReport(payload, readEvent, { report, channel })
    if (event) await work.run(() => onRegistered(event))
  }

  const close = () => work.drain(() => pubsub.unsubscribe(channel, handler))
  return listening(pubsub.subscribe(channel, handler), { close })
}
