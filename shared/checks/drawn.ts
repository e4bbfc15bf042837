import type { Problem } from '#shared/lesson/connect-options.ts'
import type { ProxyFault } from '#shared/redis/proxy-fault.ts'
import type { WireEvent } from '#shared/redis/wire.ts'
import { describe } from './failure.ts'
import { onOneLine } from './show.ts'
import type { Drawn } from './story.ts'
import type { Call } from './track-calls.ts'
import { isShownCommand, isShownReply, list, STARTUP, short, word } from './wire-text.ts'

/** So much of a message is kept, in characters. */
const LONGEST_MESSAGE = 1500

/** What passed on the wire, as it is drawn; undefined for what says nothing, such as a ping. */
export function drawnWire(event: WireEvent, proxied: number, owner?: string): Drawn | undefined {
  const connection = `connection:${proxied}.${event.connection}`
  const whose = owner === undefined ? {} : { owner }
  switch (event.what) {
    case 'connected':
      return { kind: 'open', from: connection, label: `connection ${event.connection}`, ...whose }
    case 'refused':
      return { kind: 'refused', from: connection, to: 'redis', label: 'connect', ...whose }
    case 'closed': {
      const by = { client: 'the client', redis: 'Redis', fault: 'the check' }[event.by]
      return { kind: 'cut', from: connection, label: 'closed', payload: `closed by ${by}`, ...whose }
    }
    case 'command': {
      if (!isShownCommand(event.name)) return undefined
      const [channel, message] = /^S?PUBLISH$/.test(event.name) ? event.args : []
      const args = message === undefined ? event.args.map(word) : [word(channel ?? ''), gist(message)]
      const label = `${event.name} ${list(args, ' ')}`.trimEnd()
      const payload = `${event.name} ${event.args.map((arg) => long(arg)).join(' ')}`.trimEnd()
      return {
        kind: 'command',
        from: connection,
        to: 'redis',
        label,
        payload,
        ...about(channel, message),
        ...whose,
      }
    }
    case 'reply': {
      const proxied = { from: 'redis', to: connection, ...whose }
      if (event.value instanceof Error) {
        if (STARTUP.test(event.name)) return undefined
        const { message } = event.value
        return {
          kind: 'problem',
          ...proxied,
          label: message.split(' ')[0] ?? 'error',
          payload: `${event.name}: ${message}`,
        }
      }
      if (!isShownReply(event.name, event.value)) return undefined
      const held = event.held ? ' (held back)' : ''
      const isCount = typeof event.value === 'number' && /^S?PUBLISH$/.test(event.name)
      const label = isCount ? `count ${event.value}` : short(event.value)
      return {
        kind: 'reply',
        ...proxied,
        label: label + held,
        payload: `${event.name} → ${onOneLine(event.value, LONGEST_MESSAGE)}${held}`,
      }
    }
    case 'acknowledged': {
      const label = `${event.kind}d`
      return {
        kind: 'ack',
        from: 'redis',
        to: connection,
        label: event.held ? `${label} (held back)` : label,
        payload: `${event.kind} ${event.name ?? ''}, ${event.count} in all${event.held ? ' (held back)' : ''}`,
        ...whose,
      }
    }
    case 'delivered': {
      const by = event.pattern ? ` by ${event.pattern}` : ''
      return {
        kind: 'deliver',
        from: 'redis',
        to: connection,
        label: gist(event.message),
        payload: `message ${event.channel}${by} ${long(event.message)}`,
        ...about(event.channel, event.message),
        ...whose,
      }
    }
  }
}

const FAULTS: Readonly<Record<ProxyFault['what'], readonly [begin: string, end: string]>> = {
  cut: ['Reset (RST)', ''],
  stall: ['Nothing passes', 'It passes again'],
  freeze: ['Frozen: nothing passes, not even an end', ''],
  refuse: ['Connections are refused', 'Connections are accepted'],
  hold: ['The reply is held back', 'The reply passes'],
  answer: ['Redis refuses', 'Redis no longer refuses'],
  silence: ['Redis stops replying', 'Redis replies again'],
  demote: ['Redis becomes a replica', 'Redis is a master again'],
  loading: ['Redis loads its data', 'Redis has loaded its data'],
}

/** A fault that a check or a demo makes, as it is drawn. */
export function drawnFault(
  { what, edge, connections, about: of, how }: ProxyFault,
  proxied: number,
  owner?: string,
): Drawn {
  const [begin, end] = FAULTS[what]
  const label = what === 'cut' && how === 'fin' ? 'Closed (FIN)' : edge === 'begin' ? begin : end
  return {
    kind: 'fault',
    from: 'check',
    label: of ? `${label}: ${of}` : label,
    fault: { what, edge, connections: connections.map((number) => `connection:${proxied}.${number}`) },
    ...(owner !== undefined && { owner }),
  }
}

/** A problem that the learner's code reports. */
export function drawnReport(problem: Problem, owner?: string): Drawn {
  const where = 'channel' in problem ? `, channel: "${problem.channel}"` : ''
  return {
    kind: 'problem',
    from: owner === undefined ? 'code' : `code:${owner}`,
    label: `report: ${problem.kind}`,
    payload: `{ kind: "${problem.kind}"${where}, error: ${describe(problem.error)} }`,
  }
}

/** The calls of an object's methods, and what came of them. */
export function drawnCalls(name: string) {
  const from = `code:${name}`
  return {
    called: ({ method, args }: Call): Drawn => ({ kind: 'call', from, label: `${method}(${args})` }),
    returned: ({ method, args }: Call, value: unknown): Drawn => ({
      kind: 'return',
      from,
      label: `${method}() → ${short(value)}`,
      payload: `${method}(${args}) → ${long(value)}`,
    }),
    failed: ({ method, args }: Call, how: 'rejects' | 'throws', error: unknown): Drawn => ({
      kind: 'problem',
      from,
      label: `${method}() ${how}`,
      payload: `${method}(${args}) ${how === 'rejects' ? 'rejects with' : how} ${describe(error)}`,
    }),
  }
}

/** What the check itself publishes. `count` is what PUBLISH returned. */
export function drawnPublish(channel: string, messages: readonly string[], count?: number): Drawn {
  const command = `PUBLISH ${channel}`
  return {
    kind: 'command',
    from: 'check',
    to: 'redis',
    label: `${command} ${list(messages.map(gist))}`,
    payload: `${command} ${messages.map(long).join(', ')}${count === undefined ? '' : ` → ${count}`}`,
    ...about(channel, messages[0]),
  }
}

/** A handler's call. */
export function drawnCall(handler: string, message: unknown, channel: string): Drawn {
  const text = typeof message === 'string' ? message : onOneLine(message, LONGEST_MESSAGE)
  return {
    kind: 'handle',
    from: '',
    to: `handler:${handler}`,
    label: short(message),
    payload: `${handler}(${long(message)}, "${channel}")`,
    ...about(channel, text),
  }
}

/**
 * A line that a lesson has written, by its form: `anna → server: join_room "red"`, `ben receives message "hi"`, `the
 * check: Redis is down`. Others are notes.
 */
export function drawnText(text: string): Drawn {
  const [, own] = /^the check:? (.+)$/s.exec(text) ?? []
  if (own) return { kind: 'fault', from: 'check', label: own[0]!.toUpperCase() + own.slice(1), fault: OTHER }
  const [, from, to, what] = /^([\w ]{1,24}?) → ([\w ]{1,24}?): (.+)$/s.exec(text) ?? []
  if (from && to && what) return { kind: 'emit', from, to, label: what, payload: what }
  const [, who, got] = /^([\w ]{1,24}?) (?:receives|received|got) (.+)$/s.exec(text) ?? []
  if (who && got) return { kind: 'handle', from: '', to: who, label: got, payload: got }
  return { kind: 'note', from: '', label: text }
}

const OTHER = { what: 'other', edge: 'begin', connections: [] } as const

function about(channel: string | undefined, message: string | undefined): Partial<Drawn> {
  return {
    ...(channel !== undefined && { channel }),
    ...(message !== undefined && { message: message.slice(0, LONGEST_MESSAGE) }),
  }
}

/** What a message says in short: of a JSON object, its text or title, else the names of its fields. */
function gist(message: string): string {
  if (!message.startsWith('{')) return short(message)
  try {
    const value = JSON.parse(message) as Record<string, unknown>
    const found = [value, ...Object.values(value)].flatMap((one) => {
      const { text, title } = (one ?? {}) as { text?: unknown; title?: unknown }
      return [text, title].filter((each) => typeof each === 'string')
    })
    return found.length > 0 ? short(found[0]) : `{ ${list(Object.keys(value))} }`
  } catch {
    return short(message)
  }
}

function long(value: unknown): string {
  return onOneLine(value, LONGEST_MESSAGE)
}
