import type { Check } from '#shared/checks/check.ts'
import type { CheckContext } from '#shared/checks/check-context.ts'
import { matches } from '#shared/lesson/glob.ts'
import type { Channels, Contract, Parsed } from '../../contract.ts'

/** Strings that break a name which is merely concatenated. */
const TEXTS = [
  '',
  '42',
  'eu:42',
  ':',
  '::',
  ':42:',
  'a b',
  ' ',
  '*',
  'eu*',
  '?',
  '4?',
  '[42]',
  '[^a]',
  '\\',
  '\\*',
  '%',
  '%3A',
  '%2A',
  '%zz',
  '+',
  'a/b',
  'room',
  'chat:room:1',
  'zwölf',
  '好',
  '👍🏽',
  'line\nend\r\n',
  '\u0000',
  '^-]',
  '{a,b}',
  '.',
  '~',
  '_-',
  "!'()",
  '__proto__',
  'x'.repeat(100),
  // Wildcards that occur twice.
  '**',
  'a*b*',
  'a*bX',
  '??',
  '[][]',
  // These look alike, but differ.
  '\u00e9',
  'e\u0301',
  '\uFEFF42',
]

const NAMESPACES = [
  '',
  'app:',
  'wb:*:',
  'a?:',
  '[ab]:',
  '[^a-c]:',
  'back\\slash:',
  '\\',
  '100%:',
  'no colon',
  'chat:',
  'a*b*:',
  '?x?:',
]

/** Half of a surrogate pair: a JavaScript string can contain it, but UTF-8 cannot. */
const HALF = '\ud800'
/** IDs that no encoding of names writes, or not every one. */
const ODD_IDS = ['42\n', '%', '%zz', '%34%32', '%3a', '%e4', '\\', '\\x', '*', '?', '[a]', ' ', 'ä', HALF]
const ODD_NAMES = [
  'user:%6cogin',
  '%75ser:login',
  'ch%61t:room:42',
  'chat:r%6fom:42',
  'user:a*',
  'user:a b',
  `user:${HALF}`,
  `${HALF}:login`,
]

/** The checks of tasks 02.2 and 02.5. They need no Redis: `matches` answers as Redis would. */
export const channelChecks: readonly Check<Contract>[] = [
  {
    id: '02.2-names',
    task: '02.2',
    title: 'a name is the namespace, then resource:action or chat:room:id',
    async run(context, subject) {
      for (const namespace of NAMESPACES) {
        const { event, room } = methods(context, subject, namespace)
        context.equal(
          `event("user", "login") in "${namespace}"`,
          event('user', 'login'),
          `${namespace}user:login`,
        )
        context.equal(`room("42") in "${namespace}"`, room('42'), `${namespace}chat:room:42`)
        context.equal(`room("eu-West_1")`, room('eu-West_1'), `${namespace}chat:room:eu-West_1`)
      }
    },
  },
  {
    id: '02.2-ids',
    task: '02.2',
    title: 'parse() returns the values that a name was built from, whatever they contain',
    async run(context, subject) {
      for (const namespace of NAMESPACES) {
        const { event, room, parse } = methods(context, subject, namespace)
        const parses = (name: string, made: Parsed) =>
          context.equal(parseOf(name, namespace), parse(name), made)
        for (const id of ['42', ...TEXTS]) parses(room(id), { kind: 'room', id })
        // Their names begin as those of rooms do.
        for (const action of ['room', 'room:42'])
          parses(event('chat', action), { kind: 'event', resource: 'chat', action })
        for (const [at, resource] of TEXTS.entries()) {
          for (const action of [TEXTS.at(at - 1)!, resource, 'login', '']) {
            parses(event(resource, action), { kind: 'event', resource, action })
          }
        }
      }
    },
  },
  {
    id: '02.2-different',
    task: '02.2',
    title: 'different values never get the same name',
    async run(context, subject) {
      const { event, room } = methods(context, subject, 'app:')
      const names = new Map<string, string>()
      const add = (name: string, made: string) => {
        const other = names.get(name)
        if (other !== undefined)
          context.fail(`${made} and ${other} have the same name: ${JSON.stringify(name)}`)
        names.set(name, made)
      }
      for (const one of TEXTS) {
        add(room(one), `room(${JSON.stringify(one)})`)
        for (const other of TEXTS)
          add(event(one, other), `event(${JSON.stringify([one, other]).slice(1, -1)})`)
      }
    },
  },
  {
    id: '02.2-strangers',
    task: '02.2',
    title: 'parse() returns undefined for names that are not yours, and never throws',
    async run(context, subject) {
      for (const namespace of NAMESPACES) {
        const { parse } = methods(context, subject, namespace)
        const inNamespace = (end: string) => namespace + end
        const foreign = [
          '',
          'user',
          'chat',
          'chat:room:42:typing',
          'chat:room:eu:42',
          'user:account:locked',
          'shop:room:42',
          'chat:rooms:42',
          'CHAT:ROOM:42',
          'xchat:room:42',
          'x\nchat:room:42',
          'chat:xroom:42',
          'chat:roomx:42',
          ':::',
        ]
        for (const name of foreign.map(inNamespace)) {
          context.equal(parseOf(name, namespace), parse(name), undefined)
        }
        // In another namespace, or without one.
        const others = [
          'other:user:login',
          `other:${namespace}user:login`,
          `x${namespace}chat:room:42`,
          `${namespace}${namespace}chat:room:42`,
          `${namespace.slice(0, -1)}~user:login`,
          `user:${namespace}login`,
        ]
        for (const name of namespace === '' ? [] : ['user:login', ...others]) {
          context.equal(parseOf(name, namespace), parse(name), undefined)
        }
        // With another encoding of yours, one of these may be a name. None may make it throw.
        for (const name of ['chat:room:%', 'chat:room:%zz', 'user:%', '%:login'].map(inNamespace)) {
          context.log(`the check calls parse(${JSON.stringify(name)})`)
          const unreadable = Object.entries(parse(name) ?? {}).filter(([, part]) => typeof part !== 'string')
          context.equal(
            `the parts that are not strings, of ${parseOf(name, namespace)}`,
            Object.fromEntries(unreadable),
            {},
            {
              cause: 'decode() returns undefined for a part that it cannot decode. Return undefined then.',
            },
          )
        }
      }
    },
  },
  {
    id: '02.2-rooms',
    task: '02.2',
    title: 'rooms() matches every room, no event, and nothing outside the namespace',
    async run(context, subject) {
      for (const namespace of NAMESPACES) {
        const { event, room, rooms } = methods(context, subject, namespace)
        const pattern = rooms()
        const question = (name: string) => `${JSON.stringify(pattern)} matches ${JSON.stringify(name)}`
        for (const id of TEXTS) context.equal(question(room(id)), matches(pattern, room(id)), true)
        const events = [
          event('chat', 'room'),
          event('chat', 'room:42'),
          event('chat:room', '42'),
          event('chat', ''),
        ]
        for (const name of events) context.equal(question(name), matches(pattern, name), false)
        for (const name of elsewhere(namespace, 'chat:room:42')) {
          context.equal(question(name), matches(pattern, name), false)
        }
      }
    },
  },
  {
    id: '02.2-events',
    task: '02.2',
    title: 'eventsOf() matches the events of one resource, and nothing outside the namespace',
    async run(context, subject) {
      for (const namespace of NAMESPACES) {
        const { event, eventsOf } = methods(context, subject, namespace)
        const question = (pattern: string, name: string) =>
          `${JSON.stringify(pattern)} matches ${JSON.stringify(name)}`
        for (const [at, resource] of TEXTS.entries()) {
          const pattern = eventsOf(resource)
          const returned = `eventsOf(${JSON.stringify(resource)}) returned ${JSON.stringify(pattern)}`
          // Each resource with some of the actions; all of them have their turn.
          for (const action of ['', 'login', resource, TEXTS.at(at - 1)!]) {
            const name = event(resource, action)
            if (!matches(pattern, name))
              context.fail(`${returned}, which doesn't match ${JSON.stringify(name)}`)
          }
          if (namespace !== '') continue
          for (const other of TEXTS.filter((one) => one !== resource)) {
            const name = event(other, 'login')
            if (matches(pattern, name)) {
              context.fail(
                `${returned}, which also matches ${JSON.stringify(name)}, an event of ${JSON.stringify(other)}`,
              )
            }
          }
        }
        for (const name of elsewhere(namespace, 'user:login')) {
          context.equal(question(eventsOf('user'), name), matches(eventsOf('user'), name), false)
        }
      }
    },
  },
  {
    id: '02.5-canonical',
    task: '02.5',
    title: 'parse() accepts only names that event() and room() return',
    async run(context, subject) {
      for (const namespace of NAMESPACES) {
        const { parse, event, room } = methods(context, subject, namespace)
        const odd = [...ODD_IDS.map((id) => `chat:room:${id}`), ...ODD_NAMES].map((end) => namespace + end)
        for (const name of odd) {
          // You may encode IDs in another way than we do, so one of these may be a name of yours.
          context.log(`the check calls parse(${JSON.stringify(name)})`)
          const parsed = parse(name)
          if (!parsed) continue
          const built = parsed.kind === 'room' ? room(parsed.id) : event(parsed.resource, parsed.action)
          if (built === name) continue
          context.equal(
            `parse(${JSON.stringify(name)}), a name that your functions never return`,
            parsed,
            undefined,
          )
        }
      }
    },
  },
]

/** The learner's functions for one namespace. A second call with another namespace must not affect them. */
function methods(context: CheckContext, subject: Contract, namespace: string): Channels {
  const channels = subject.channels({ namespace })
  subject.channels({ namespace: 'overwritten:' })
  if (typeof channels?.parse !== 'function')
    context.fail(
      'channels() should return an object with five functions: event, room, eventsOf, rooms, parse',
    )
  const { event, room, eventsOf, rooms, parse } = channels
  return {
    event: (resource, action) => event.call(channels, resource, action),
    room: (id) => room.call(channels, id),
    eventsOf: (resource) => eventsOf.call(channels, resource),
    rooms: () => rooms.call(channels),
    parse: (name) => parse.call(channels, name),
  }
}

/** Names in other namespaces, which a namespace with wildcards would match if they weren't escaped. */
function elsewhere(namespace: string, name: string): string[] {
  const taken = [
    'b:',
    'ax:',
    'z:',
    '^:',
    'wb:anything:',
    'wb::',
    'backslash:',
    'a*bX:',
    'aXb*:',
    '?xa:',
    'ax?:',
    'x',
    '',
    'other:',
    `other:${namespace}`,
  ]
  return taken.filter((one) => !(one + name).startsWith(namespace)).map((one) => one + name)
}

/** A call of parse(), with every invisible character written as an escape sequence. */
function parseOf(name: string, namespace: string): string {
  const visible = JSON.stringify(name).replaceAll('\uFEFF', '\\ufeff')
  return `parse(${visible}), with the namespace ${JSON.stringify(namespace)}`
}
