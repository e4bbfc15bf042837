// Yours. Fill in the TODOs, then check: npm test lessons/04

import type { Report } from '../../shared/lesson/connect-options.ts'
import { literally } from '../../shared/lesson/glob.ts'
import type { Service, UserRegistered } from './contract.ts'

/** The key that the replicas of a service claim for an event. */
export function claimKey(namespace: string, service: string, eventId: string): string {
  // Encoded: otherwise `mails:vip` with the event `7` and `mails` with the event `vip:7` would share a key.
  return `${namespace}claim:${encodeURIComponent(service)}:${encodeURIComponent(eventId)}`
}

/** The beginning of the channels of all user events. */
export function prefixOf(namespace: string): string {
  return `${namespace}user:`
}

/** The channel of a user event, such as `registered`. */
export function channelOf(namespace: string, event: string): string {
  return prefixOf(namespace) + event
}

/** The pattern of all user events. Special characters in the namespace are escaped, as in lesson 02. */
export function patternOf(namespace: string): string {
  return `${literally(prefixOf(namespace))}*`
}

/** Waits for the subscription. If Redis refuses it, the service must not handle events later. */
export async function listening(subscribed: Promise<void>, service: Service): Promise<Service> {
  try {
    await subscribed
    return service
  } catch (error) {
    await service.close()
    throw error
  }
}

/** Reads a payload. If that fails, reports the error and returns `undefined`. */
export function readOrReport<T>(
  payload: string,
  read: (payload: string) => T,
  { report, channel }: { report: Report; channel: string },
): T | undefined {
  try {
    return read(payload)
  } catch (error) {
    report({ kind: 'payload', error, channel, payload })
    return undefined
  }
}

/**
 * Reads an event. Ignores fields that it does not need, so that newer services can add some.
 *
 * @throws If the payload is not an event.
 */
export function readEvent(payload: string): UserRegistered {
  const { id, userId, registeredAt, version } = readFields(payload)
  if (!isText(id) || !isText(userId)) throw new TypeError('An event needs the strings id and userId.')
  checkVersion(version)
  return { id, userId, registeredAt: isText(registeredAt) ? registeredAt : '' }
}

/**
 * Reads the fields of a JSON object.
 *
 * @throws If the payload is not a JSON object.
 */
export function readFields(payload: string): Record<string, unknown> {
  const value: unknown = JSON.parse(payload)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError('The payload is not a JSON object.')
  }
  return { ...value }
}

/** Throws for a version that this code does not know. */
function checkVersion(version: unknown): void {
  // TODO 04.6: Leave unknown versions to newer replicas
  // Go further: throw unless the version is missing or 1.
  void version
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
