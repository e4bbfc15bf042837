// Closures: one function for each name or pattern, and each handler has its own memory of IDs.
import type {
  Envelope,
  EventListener,
  ListenerOptions,
  Schema,
} from '../../../../lessons/05-event-bus/contract.ts'
import { matches } from '../../../../shared/lesson/glob.ts'

type Any = (data: never, event: never) => void | Promise<void>

interface Entry {
  readonly fits: (channel: string) => boolean
  readonly handlers: Set<Any>
  readonly ready: Promise<void>
  readonly stop: () => Promise<void>
}

interface Person {
  readonly seen: string[]
  readonly tails: Map<string, Promise<void>>
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref())

export function listener<E extends object>(options: ListenerOptions<E>): EventListener<E> {
  const { pubsub, namespace, report, remember = 10_000, drainMs = 5000 } = options
  const schemas = new Map(Object.entries(options.schemas ?? {})) as Map<string, Schema>
  const entries = new Map<string, Entry>()
  const people = new WeakMap<Any, Person>()
  const running = new Set<{ channel: string; done: Promise<void> }>()
  let closed: Promise<void> | undefined

  const personOf = (handler: Any): Person => {
    const person = people.get(handler) ?? { seen: [], tails: new Map() }
    people.set(handler, person)
    return person
  }

  function understand(text: string, channel: string): Envelope {
    const found = JSON.parse(text) as Partial<Envelope> | null
    const { id, event, timestamp, data, key } = found ?? {}
    const isRight =
      !Array.isArray(found) &&
      typeof id === 'string' &&
      id.length > 0 &&
      event === channel.slice(namespace.length) &&
      typeof timestamp === 'string' &&
      Date.parse(timestamp) > 0 &&
      data !== undefined &&
      (key === undefined || typeof key === 'string')
    if (!isRight) throw new Error('this is no event')
    return found as Envelope
  }

  async function fitting(envelope: Envelope): Promise<Envelope> {
    const schema = schemas.get(envelope.event)
    if (!schema) return envelope
    const result = await schema['~standard'].validate(envelope.data)
    if (result.issues) throw new Error(result.issues.map(({ message }) => message).join(', '))
    return { ...envelope, data: result.value }
  }

  const wanted = (handler: Any, channel: string) =>
    [...entries.values()].some(({ fits, handlers }) => handlers.has(handler) && fits(channel))

  function receive(text: string, channel: string, handlers: ReadonlySet<Any>): void {
    let envelope: Envelope
    const refuse = (error: unknown) => report({ kind: 'payload', error, channel, payload: text })
    try {
      envelope = understand(text, channel)
    } catch (error) {
      refuse(error)
      return
    }
    const checked = fitting(envelope).catch((error: unknown) => {
      refuse(error)
      return undefined
    })
    for (const handler of [...handlers]) {
      const person = personOf(handler)
      if (person.seen.includes(envelope.id, Math.max(0, person.seen.length - remember))) continue
      person.seen.push(envelope.id)
      if (person.seen.length >= remember * 2) person.seen.splice(0, remember)
      const { key } = envelope
      const before = key === undefined ? undefined : person.tails.get(key)
      const work = async () => {
        await before
        const event = await checked
        if (!event || !wanted(handler, channel)) return
        try {
          await handler(event.data as never, event as never)
        } catch (error) {
          report({ kind: 'handler', error, channel })
        }
      }
      const done = work()
      const item = { channel, done }
      running.add(item)
      if (key !== undefined) person.tails.set(key, done)
      void done.then(() => {
        running.delete(item)
        if (key !== undefined && person.tails.get(key) === done) person.tails.delete(key)
      })
    }
  }

  async function begin(id: string, handler: Any, open: (handlers: Set<Any>) => Omit<Entry, 'handlers'>) {
    if (closed) throw new Error('closed')
    let entry = entries.get(id)
    if (!entry) {
      const handlers = new Set<Any>()
      entry = { handlers, ...open(handlers) }
      entries.set(id, entry)
    }
    entry.handlers.add(handler)
    try {
      await entry.ready
    } catch (error) {
      entry.handlers.clear()
      if (entries.get(id) === entry) entries.delete(id)
      throw error
    }
    if (closed) await stopped(entry)
  }

  async function finish(id: string, handler: Any): Promise<void> {
    const entry = entries.get(id)
    if (!entry?.handlers.delete(handler) || entry.handlers.size > 0) return
    entries.delete(id)
    await stopped(entry)
  }

  const stopped = (entry: Entry) =>
    entry.stop().catch((error: unknown) => report({ kind: 'connection', error }))

  const escaped = [...namespace].map((mark) => ('\\*?[]^-'.includes(mark) ? `\\${mark}` : mark)).join('')

  async function end(): Promise<void> {
    const all = [...entries.values()]
    await Promise.race([pause(2000), Promise.all(all.map(stopped))])
    await Promise.race([pause(drainMs), Promise.all([...running].map(({ done }) => done))])
    entries.clear()
    for (const { channel } of running)
      report({ kind: 'handler', error: new Error('not done at the end'), channel })
  }

  return {
    on: (event, handler) =>
      begin(`name ${event}`, handler, (handlers) => {
        const channel = namespace + event
        const take = (text: string) => receive(text, channel, handlers)
        return {
          fits: (other) => other === channel,
          ready: pubsub.subscribe(channel, take),
          stop: () => pubsub.unsubscribe(channel, take),
        }
      }),
    off: (event, handler) => finish(`name ${event}`, handler),
    onPattern: (pattern, handler) =>
      begin(`pattern ${pattern}`, handler, (handlers) => {
        const full = escaped + pattern
        const take = (text: string, channel: string) => receive(text, channel, handlers)
        return {
          fits: (channel) => matches(full, channel),
          ready: pubsub.psubscribe(full, take),
          stop: () => pubsub.punsubscribe(full, take),
        }
      }),
    offPattern: (pattern, handler) => finish(`pattern ${pattern}`, handler),
    close: () => {
      closed ??= end()
      return closed
    },
  }
}
