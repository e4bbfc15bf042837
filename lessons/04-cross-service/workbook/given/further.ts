/**
 * Lesson 04: the interfaces of the tasks under *Go further*.
 *
 * @module
 */
import type { Registration, Service, ServiceOptions, User } from '../../contract.ts'

/** A store that saves and publishes in one step: task 04.5. */
export interface OneStepStore {
  /** Stores the user and publishes the text, or does neither. Resolves with the count. */
  saveAndPublish(user: User, channel: string, text: string): Promise<number>
}

/** A user service that registers in one step: task 04.5. */
export interface OneStepService {
  /** Stores the user and publishes the event in one step, or rejects. */
  registerInOneStep(registration: Registration): Promise<User>
}

/** Options of `analytics`. */
export interface AnalyticsOptions extends Omit<ServiceOptions, 'store'> {
  /** Counts an event. */
  track(event: string, data: Readonly<Record<string, unknown>>): void | Promise<void>
}

/** The exports of `analytics.ts`. */
export interface AnalyticsContract {
  /**
   * Tracks every event on `<namespace>user:…`, by its name: the whole rest of the channel, even if it contains colons.
   * Payloads that are not JSON objects are reported with kind `payload`, and not tracked. If `track` fails, the error is
   * reported once, with kind `handler`.
   */
  analytics(options: AnalyticsOptions): Promise<Service>
}
