/**
 * Lesson 04: what travels between the services, and what it is called.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import type { User, UserRegistered } from '../../lessons/04-cross-service/contract.ts'
import { literally } from '../../shared/lesson/glob.ts'

/** What every event of a user begins with. */
export function prefixOf(namespace: string): string {
  return `${namespace}user:`
}

/** The channel of an event of users, for example of `registered`. */
export function channelOf(namespace: string, event: string): string {
  return prefixOf(namespace) + event
}

/** The pattern for all events of users. The marks of a pattern lose their meaning in the namespace, as in lesson 02. */
export function patternOf(namespace: string): string {
  return `${literally(prefixOf(namespace))}*`
}

/** The key by which the replicas of a service agree who handles an event. */
export function claimKey(namespace: string, service: string, eventId: string): string {
  // #region 04.2-claimKey
  // For this event and this service alone. A colon in a name must not make it look like another one.
  return `${namespace}claim:${encodeURIComponent(service)}:${encodeURIComponent(eventId)}`
  // #endregion
}

/** The event that tells of a new user. */
export function newEvent(user: User): UserRegistered {
  // #region 04.1-newEvent
  //- // All that we know, as in the tutorial.
  //- return { ...user, userId: user.id, registeredAt: new Date().toISOString() }
  // Who needs more asks for it by the id. An event cannot be taken back.
  return { version: 1, id: randomUUID(), userId: user.id, registeredAt: new Date().toISOString() }
  // #endregion
}

/**
 * Reads an event.
 *
 * @throws When the text is none.
 */
export function readEvent(payload: string): UserRegistered {
  // #region 04.3-readEvent
  //- return JSON.parse(payload)
  const { id, userId, registeredAt, version } = readFields(payload)
  if (!isText(id) || !isText(userId)) throw new TypeError('An event has the texts id and userId.')
  mustBeKnown(version)
  // What nobody needs may be missing.
  return { id, userId, registeredAt: isText(registeredAt) ? registeredAt : '' }
  // #endregion
}

/**
 * Reads the fields of a JSON object.
 *
 * @throws When the text is none.
 */
export function readFields(payload: string): Record<string, unknown> {
  // #region 04.3-readFields
  //- return JSON.parse(payload)
  const value: unknown = JSON.parse(payload)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError('This is no JSON object.')
  }
  return { ...value }
  // #endregion
}

/** Throws for a version that came after this code was written: its fields may mean something else. */
function mustBeKnown(version: unknown): void {
  // #region 04.6-mustBeKnown
  //- void version
  if (version !== undefined && version !== 1) throw new TypeError(`Version ${version} is not known here.`)
  // #endregion
}

// #region 04.3-isText
//-
function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
// #endregion
