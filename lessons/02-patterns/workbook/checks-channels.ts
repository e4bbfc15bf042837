import type { Check } from '../../../shared/checks/check.ts'
import type { Kit } from '../../../shared/checks/kit.ts'
import { matches } from '../../../shared/lesson/glob.ts'
import type { Channels, Contract, Parsed } from '../contract.ts'

/** Texts that break a name which is only glued together. */
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
  // Marks that come twice.
  '**',
  'a*b*',
  'a*bX',
  '??',
  '[][]',
  // They look alike, and are not the same.
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

/** Half of a surrogate pair: it is in a string, and has no form in UTF-8. */
const HALF = '\ud800'
/** Ids as nobody writes them, or not everybody. */
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

/** The checks of task 02.2. None of them needs Redis: a pattern is tried as Redis would. */
export const channelChecks: readonly Check<Contract>[] = [
  {
    id: '02.2-names',
    task: '02.2',
    title: 'names are the namespace, then resource:action or chat:room:id',
    async run(kit, subject) {
      for (const namespace of NAMESPACES) {
        const { event, room } = methods(kit, subject, namespace)
        kit.equal(
          `event("user", "login") in "${namespace}"`,
          event('user', 'login'),
          `${namespace}user:login`,
        )
        kit.equal(`room("42") in "${namespace}"`, room('42'), `${namespace}chat:room:42`)
        kit.equal(`room("eu-West_1")`, room('eu-West_1'), `${namespace}chat:room:eu-West_1`)
      }
    },
  },
  {
    id: '02.2-ids',
    task: '02.2',
    title: 'parse() gives back what a name was made from, whatever is in it',
    async run(kit, subject) {
      for (const namespace of NAMESPACES) {
        const { event, room, parse } = methods(kit, subject, namespace)
        const back = (name: string, made: Parsed) =>
          kit.equal(`parse("${name}") in "${namespace}"`, parse(name), made)
        for (const id of TEXTS) back(room(id), { kind: 'room', id })
        for (const [at, resource] of TEXTS.entries()) {
          for (const action of [TEXTS.at(at - 1)!, resource, 'login', '']) {
            back(event(resource, action), { kind: 'event', resource, action })
          }
        }
      }
    },
  },
  {
    id: '02.2-different',
    task: '02.2',
    title: 'two that differ never have the same name',
    async run(kit, subject) {
      const { event, room } = methods(kit, subject, 'app:')
      const names = new Map<string, string>()
      const add = (name: string, made: string) => {
        const other = names.get(name)
        if (other !== undefined) kit.fail(`${made} and ${other} have the same name: ${JSON.stringify(name)}`)
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
    title: 'parse() gives undefined for every name that is not ours, and never throws',
    async run(kit, subject) {
      for (const namespace of NAMESPACES) {
        const { parse, event, room } = methods(kit, subject, namespace)
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
          kit.equal(`parse("${name}") in "${namespace}"`, parse(name), undefined)
        }
        // In another namespace, or in none.
        const others = [
          'other:user:login',
          `other:${namespace}user:login`,
          `x${namespace}chat:room:42`,
          `${namespace}${namespace}chat:room:42`,
          `${namespace.slice(0, -1)}~user:login`,
          `user:${namespace}login`,
        ]
        for (const name of namespace === '' ? [] : ['user:login', ...others]) {
          kit.equal(`parse("${name}") in "${namespace}"`, parse(name), undefined)
        }
        // How ids are written is up to you, so these may be names of yours. If they are, they are made from what they say.
        for (const name of [...ODD_IDS.map((id) => `chat:room:${id}`), ...ODD_NAMES].map(inNamespace)) {
          const parsed = parse(name)
          if (!parsed) continue
          const made = parsed.kind === 'room' ? room(parsed.id) : event(parsed.resource, parsed.action)
          kit.equal(`the name made from parse("${name}")`, made, name)
        }
      }
    },
  },
  {
    id: '02.2-rooms',
    task: '02.2',
    title: 'rooms() matches every room, and nothing else of ours or in another namespace',
    async run(kit, subject) {
      for (const namespace of NAMESPACES) {
        const { event, room, rooms } = methods(kit, subject, namespace)
        const pattern = rooms()
        const told = (name: string) => `whether ${JSON.stringify(pattern)} matches ${JSON.stringify(name)}`
        for (const id of TEXTS) kit.equal(told(room(id)), matches(pattern, room(id)), true)
        const events = [
          event('chat', 'room'),
          event('chat', 'room:42'),
          event('chat:room', '42'),
          event('chat', ''),
        ]
        for (const name of events) kit.equal(told(name), matches(pattern, name), false)
        for (const name of elsewhere(namespace, 'chat:room:42')) {
          kit.equal(told(name), matches(pattern, name), false)
        }
      }
    },
  },
  {
    id: '02.2-events',
    task: '02.2',
    title: 'eventsOf() matches all events of one resource, and none of another one or in another namespace',
    async run(kit, subject) {
      for (const namespace of NAMESPACES) {
        const { event, eventsOf } = methods(kit, subject, namespace)
        const told = (pattern: string, name: string) =>
          `whether ${JSON.stringify(pattern)} matches ${JSON.stringify(name)}`
        for (const [at, resource] of TEXTS.entries()) {
          const pattern = eventsOf(resource)
          // Each resource with some of the actions; all of them have their turn.
          for (const action of ['', 'login', resource, TEXTS.at(at - 1)!]) {
            const name = event(resource, action)
            if (!matches(pattern, name)) kit.fail(`${told(pattern, name)} should be true`)
          }
          if (namespace !== '') continue
          for (const other of TEXTS.filter((one) => one !== resource)) {
            const name = event(other, 'login')
            if (matches(pattern, name)) kit.fail(`${told(pattern, name)} should be false`)
          }
        }
        for (const name of elsewhere(namespace, 'user:login')) {
          kit.equal(told(eventsOf('user'), name), matches(eventsOf('user'), name), false)
        }
      }
    },
  },
]

/** The learner's names; the last of two, so that they have to be kept apart. */
function methods(kit: Kit, subject: Contract, namespace: string): Channels {
  const channels = subject.channels({ namespace })
  // Whoever keeps the namespace in the module has now another one.
  subject.channels({ namespace: 'overwritten:' })
  if (typeof channels?.parse !== 'function')
    kit.fail('channels() should return an object with the five functions')
  const { event, room, eventsOf, rooms, parse } = channels
  return {
    event: (resource, action) => event.call(channels, resource, action),
    room: (id) => room.call(channels, id),
    eventsOf: (resource) => eventsOf.call(channels, resource),
    rooms: () => rooms.call(channels),
    parse: (name) => parse.call(channels, name),
  }
}

/** Names in other namespaces, that a namespace with marks would match if they had their meaning. */
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
