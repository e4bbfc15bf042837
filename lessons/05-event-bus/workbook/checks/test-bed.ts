import { randomUUID } from 'node:crypto'
import type { CheckContext, ProxiedConnection } from '#shared/checks/check-context.ts'
import type { Recorder } from '#shared/checks/recorder.ts'
import type { ConnectOptions, Problem } from '#shared/lesson/connect-options.ts'
import { NotStarted } from '#shared/lesson/todo.ts'
import { type Fault, interceptPubSub } from '#shared/testbed/intercept.ts'
import type { PubSub } from '../../../02-patterns/contract.ts'
import type { BusOptions, Envelope, EventBus, EventListener, ListenerOptions } from '../../contract.ts'
import type { Subject } from '../subject.ts'

/** The checks emit events of any name, with any data. The types have tests of their own. */
export type AnyEvents = Record<string, unknown>

/** A bus and a listener on one adapter, in a namespace of their own. */
export interface TestBed extends ProxiedConnection {
  /** The adapter that the lesson's code receives. Its calls in `faults` reject. */
  readonly pubsub: PubSub
  readonly faults: Set<Fault>
  readonly bus: EventBus<AnyEvents>
  readonly listener: EventListener<AnyEvents>
  /** The channel of an event, with the namespace. */
  channelOf(event: string): string
  /** Another listener on the same adapter. */
  another(name: string, options?: Options): EventListener<AnyEvents>
}

/** Handlers that never finish must not hold up the end of a check. */
const DRAIN_MS = 20

/** The options of a shop. */
export interface Options
  extends Partial<
    Pick<BusOptions<AnyEvents> & ListenerOptions<AnyEvents>, 'schemas' | 'remember' | 'drainMs' | 'namespace'>
  > {
  readonly proxied?: ProxiedConnection
}

/** Opens a shop. */
export async function openTestBed(
  context: CheckContext,
  subject: Subject,
  options: Options = {},
): Promise<TestBed> {
  const { proxied: given, namespace = `${context.channel('shop')}:`, drainMs = DRAIN_MS, ...rest } = options
  const own = { ...rest, drainMs }
  const proxied = given ?? (await context.connectThroughProxy())
  const problems: Problem[] = []
  const base: ConnectOptions = { ...proxied.base, namespace, report: reporting(proxied.base, problems) }
  const faults = new Set<Fault>()
  const pubsub = interceptPubSub(context.trackCalls('pubsub', await subject.connect(base)), faults)
  const bus = context.trackCalls('bus', subject.bus<AnyEvents>({ ...base, pubsub, ...own }))
  const another = (name: string, more: Options = {}) =>
    context.trackCalls(name, subject.listener<AnyEvents>({ ...base, pubsub, ...own, ...more }))
  const channelOf = (event: string) => namespace + event
  return {
    ...proxied,
    base,
    problems,
    faults,
    pubsub,
    bus,
    listener: another('listener'),
    channelOf,
    another,
  }
}

/** A task that isn't started is shown as such, even if the learner's code catches and reports its error. */
function reporting({ report }: ConnectOptions, problems: Problem[]): ConnectOptions['report'] {
  return (problem) => {
    if (problem.error instanceof NotStarted) void Promise.reject(problem.error)
    problems.push(problem)
    report(problem)
  }
}

/** A handler of events that records its calls. Its messages are the data, its channels the names of the events. */
export interface EventRecorder extends Recorder<unknown> {
  (data: unknown, event: Envelope): void
  /** The envelopes. */
  readonly events: readonly Envelope[]
}

/** @param then What it does afterwards. It can throw, or return a promise. */
export function eventRecorder(
  context: CheckContext,
  name: string,
  then?: (data: unknown) => unknown,
): EventRecorder {
  const inner = context.recorder<unknown>(name, then)
  const events: Envelope[] = []
  const handler = (data: unknown, event: Envelope | undefined) => {
    events.push(event as Envelope)
    return inner(data, String(event?.event))
  }
  Object.defineProperties(handler, {
    name: { value: name },
    got: { get: () => inner.got },
    messages: { get: () => inner.messages },
    events: { get: () => events },
  })
  return handler as EventRecorder
}

/** An event as another program could publish it. */
export function textOf(event: string, data: unknown, more: object = {}): string {
  const timestamp = new Date().toISOString()
  return JSON.stringify({ id: randomUUID(), event, timestamp, data, ...more })
}

/** Fails unless exactly these handlers' errors were reported, each with its channel, in any order. */
export async function reportsHandlers(
  context: CheckContext,
  { problems }: Pick<ProxiedConnection, 'problems'>,
  expected: readonly [error: unknown, channel: string][],
): Promise<void> {
  await context.until(`report() is called ${expected.length} times`, () => problems.length >= expected.length)
  const told = ([error, channel]: readonly [unknown, string]) => `handler: ${String(error)} on ${channel}`
  const got = problems.map((one) =>
    one.kind === 'handler' ? told([one.error, one.channel]) : `${one.kind}: ${String(one.error)}`,
  )
  context.equal('what was reported', got.sort(), expected.map(told).sort())
}

/** Fails unless exactly these strings were reported as malformed, in this order. */
export function reportsPayloads(
  context: CheckContext,
  { problems }: Pick<ProxiedConnection, 'problems'>,
  channel: string,
  expected: readonly string[],
): void {
  const told = (text: (payload: string) => string) =>
    problems.map((one) =>
      one.kind === 'payload' ? `${text(one.payload)} on ${one.channel}` : `${one.kind}: ${String(one.error)}`,
    )
  const wanted = (text: (payload: string) => string) => expected.map((one) => `${text(one)} on ${channel}`)
  // First in short form: it is easier to read, if it shows the difference.
  context.equal('what was reported', told(brief), wanted(brief))
  const whole = (text: string) => text
  context.equal('the reported payloads', told(whole), wanted(whole))
}

/** Fails unless one problem was reported: Redis did not confirm that a subscription has ended. */
export function reportsUnconfirmed(
  context: CheckContext,
  { problems }: Pick<ProxiedConnection, 'problems'>,
): void {
  context.equal(
    'the kinds of the reported problems',
    problems.map(({ kind }) => kind),
    ['connection'],
    {
      cause: (kinds) =>
        kinds.length === 0
          ? 'off() resolved before you reported the error. Await unsubscribe(), then report the error.'
          : undefined,
    },
  )
}

/** The data of an event if it is a string, because the checks give each event another one; otherwise the whole string. */
function brief(text: string): string {
  try {
    const { data } = JSON.parse(text) as { data?: unknown }
    return typeof data === 'string' ? `the event "${data}"` : text
  } catch {
    return text
  }
}

/** The current state of a promise. */
export function watched(promise: Promise<unknown>): { readonly state: 'pending' | 'resolved' | 'rejected' } {
  const watched: { state: 'pending' | 'resolved' | 'rejected' } = { state: 'pending' }
  promise.then(
    () => {
      watched.state = 'resolved'
    },
    () => {
      watched.state = 'rejected'
    },
  )
  return watched
}

/** Waits for a few replies of Redis, so that pending work has been done. */
export async function turns(context: CheckContext, channel: string): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await context.subscribers(channel)
}

/** Waits until Redis has this number of subscriptions to a channel. */
export async function subscriptions(context: CheckContext, channel: string, expected: number): Promise<void> {
  let seen = -1
  const looks = async () => {
    seen = await context.subscribers(channel)
    return seen === expected
  }
  await context
    .until(`PUBSUB NUMSUB of ${channel} is ${expected}`, looks)
    .catch((error: Error) => context.fail(`${error.message}, but it is ${seen}`))
}
