import { AsyncResource } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import type { CheckContext, ProxiedConnection } from '#shared/checks/check-context.ts'
import type { Recorder } from '#shared/checks/recorder.ts'
import { trackSettled } from '#shared/core/track-settled.ts'
import type { ConnectOptions, Problem } from '#shared/lesson/connect-options.ts'
import { NotStarted } from '#shared/lesson/todo.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import { keepContextOfServers } from '#shared/testbed/keep-context.ts'
import type { Api, ApiOptions, Notification, NotificationOptions, Service } from '../../contract.ts'
import type { Inspector } from '../inspector.ts'
import type { Subject } from '../subject.ts'
import { Browser } from './browser.ts'

/** A limit so high that only a check's own delay exceeds it, in milliseconds. */
const LONG = 60_000
/** How long services wait for work in flight when a check ends, in milliseconds. */
const GRACE = 100

/** A service in a check, with its connection to Redis. */
export interface StartedService extends ProxiedConnection {
  readonly service: Service
}

/** The API, and a browser. */
export interface StartedApi extends StartedService {
  readonly service: Api
  readonly browser: Browser
}

/** The logger, and the lines that it has written. */
export interface StartedLogger extends StartedService {
  readonly lines: Recorder<string>
}

/** The notification service, and what it has sent. */
export interface StartedNotification extends StartedService {
  readonly sent: Recorder<Notification>
}

/** Options of all services. */
export interface StartOptions {
  /** Default: one that all services share. Give a service its own to let faults affect only that service. */
  readonly proxied?: ProxiedConnection
  readonly graceMs?: number
  /** Default: that of the town. */
  readonly namespace?: string
}

/** The services of a check, in a namespace of their own. */
export class TestBed {
  readonly namespace: string
  readonly #context: CheckContext
  readonly #subject: Subject
  #proxied: Promise<ProxiedConnection> | undefined
  /** The count of the last PUBLISH, by channel. */
  readonly #returned = new Map<string, number>()

  constructor(context: CheckContext, subject: Subject, name = 'town') {
    keepContextOfServers()
    this.#context = context
    this.#subject = subject
    this.namespace = `${context.channel(name)}:`
  }

  /**
   * The count of the last PUBLISH of an event on the shared connection. Another program may have subscribed to all
   * channels of this Redis, so the count can exceed the number of subscriptions that the check has made.
   */
  returned(event: string, atLeast: number): number {
    return Math.max(this.#returned.get(this.channelOf(event)) ?? 0, atLeast)
  }

  /** The connection of all services that have none of their own. */
  proxied(): Promise<ProxiedConnection> {
    this.#proxied ??= this.#context.connectThroughProxy().then((proxied) => {
      proxied.proxy.addListener((event) => {
        if (event.what !== 'reply' || event.name !== 'PUBLISH' || typeof event.value !== 'number') return
        this.#returned.set(event.args[0] ?? '', event.value)
      })
      return proxied
    })
    return this.#proxied
  }

  /** The full name of an event's channel. */
  channelOf(event: string): string {
    return `${this.namespace}shop:${event}`
  }

  /** Starts the API. */
  async api(options: StartOptions & Partial<ApiOptions> = {}): Promise<StartedApi> {
    const { base, proxy, problems, graceMs } = await this.#options(options)
    // Opened on demand: most checks don't need it.
    let inspector: Inspector | undefined
    const inspect = () => {
      inspector ??= this.#subject.openInspector(base)
      return inspector.snapshot()
    }
    this.#context.cleanup(() => inspector?.close())
    const service = await this.#subject.api({
      ...base,
      graceMs,
      connect: this.#subject.connect,
      port: 0,
      answerWithinMs: options.answerWithinMs ?? LONG,
      lateMs: options.lateMs ?? LONG,
      maxWaiting: options.maxWaiting ?? LONG,
      inspect: options.inspect ?? inspect,
    })
    const followed = this.#context.trackCalls('api', service)
    return {
      base,
      proxy,
      problems,
      service: followed,
      browser: new Browser(this.#context, followed.url),
    }
  }

  /** Starts the logger. `write` also calls `written`, which may throw. */
  async logger(options: StartOptions & { written?: (line: string) => void } = {}): Promise<StartedLogger> {
    const { base, proxy, problems, graceMs } = await this.#options(options)
    const lines = this.#context.recorder<string>('the log', options.written)
    const service = await this.#subject.logger({
      ...base,
      graceMs,
      connect: this.#subject.connect,
      write: (line) => lines(line, eventOf(line)),
    })
    return { base, proxy, problems, lines, service: this.#context.trackCalls('logger', service) }
  }

  /** Starts the notification service. `send` is called for each notification after it was recorded. */
  async notification(
    options: StartOptions & Partial<Pick<NotificationOptions, 'send'>> = {},
  ): Promise<StartedNotification> {
    const { base, proxy, problems, graceMs } = await this.#options(options)
    const sent = this.#context.recorder<Notification>('a user')
    const service = await this.#subject.notification({
      ...base,
      graceMs,
      connect: this.#subject.connect,
      send: (notification) => {
        sent(notification, String(notification?.kind))
        return options.send?.(notification)
      },
    })
    return { base, proxy, problems, sent, service: this.#context.trackCalls('notification', service) }
  }

  async #options(options: StartOptions) {
    const proxied = options.proxied ?? (await this.proxied())
    const problems: Problem[] = []
    const base: ConnectOptions = {
      ...proxied.base,
      namespace: options.namespace ?? this.namespace,
      report: reporting(proxied.base, problems),
    }
    return { base, proxy: proxied.proxy, problems, graceMs: options.graceMs ?? GRACE }
  }
}

/** Returns the name of the event in a log line. */
function eventOf(line: string): string {
  try {
    return String((JSON.parse(line) as { event?: unknown } | null)?.event)
  } catch {
    return 'no JSON'
  }
}

/** A task that isn't started counts as not started, even if the learner's code catches and reports the error. */
function reporting({ report }: ConnectOptions, problems: Problem[]): ConnectOptions['report'] {
  const check = new AsyncResource('check')
  return (problem) => {
    if (problem.error instanceof NotStarted) {
      check.runInAsyncScope(() => void Promise.reject(problem.error))
    }
    problems.push(problem)
    report(problem)
  }
}

/** Redis's reply to a user without the permission. */
export const NOPERM = 'NOPERM this user has no permissions to access one of the channels used as arguments'

/**
 * Fails unless a service rejects and closes its connections while Redis refuses one of its subscriptions.
 *
 * @param command The subscribing command that is refused, the first time only.
 * @param start Starts the service through a proxy.
 * @param works Whether the service does its work. One that tries again may resolve after all subscriptions are confirmed.
 */
export async function rejectsIfRefused<T>(
  context: CheckContext,
  command: 'SUBSCRIBE' | 'PSUBSCRIBE',
  start: (proxied: ProxiedConnection) => Promise<T>,
  works: (service: T, cause: string) => Promise<unknown>,
): Promise<void> {
  const proxied = await context.connectThroughProxy()
  context.log(`the check makes Redis refuse the first ${command}`)
  proxied.proxy.answer(allConnections, command, NOPERM, { times: 1 })
  const starting = start(proxied)
  await context.until('the service is ready, or rejects', trackSettled(starting))
  let service: T
  try {
    service = await starting
  } catch (error) {
    if (error instanceof NotStarted) throw error
    context.log(`it rejected: ${String(error)}`)
    await context.until(
      'the service that could not start has no connection left',
      () => proxied.proxy.links.size === 0,
    )
    return
  }
  await works(service, "You don't await the subscription, so the service resolves without it.")
}

/** The message with which another program would publish an event. */
export function textOf(event: string, data: unknown, more: object = {}): string {
  const timestamp = new Date().toISOString()
  return JSON.stringify({ id: randomUUID(), event, timestamp, data, ...more })
}

/** Valid requests, by the event that they publish. */
export const RIGHT = {
  'user.created': { path: '/users', body: { name: 'Anna' } },
  'order.placed': { path: '/orders', body: { userId: 'u-1', item: 'a lamp', quantity: 2 } },
  'payment.completed': { path: '/payments', body: { userId: 'u-1', orderId: 'o-1', amount: 4990 } },
} as const
