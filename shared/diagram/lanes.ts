import type { DiagramEvent, Lane } from './types.ts'

/** More handlers, objects or connections than these share a lane. */
const MOST_HANDLERS = 3
const MOST_OBJECTS = 3
const MOST_CONNECTIONS = 3
const MOST_OTHERS = 4
/** More lanes than these don't fit beside each other. */
const MOST_LANES = 7

/** Where participants stand. */
export interface Lanes {
  readonly lanes: readonly Lane[]
  /** The lane of a participant. */
  of(participant: string): string
  /** A participant as its lane is called, or more precisely where it shares one. */
  nameOf(participant: string): string
  /** What to put before a label, because several share the lane: `a: `. */
  prefixOf(participant: string): string
}

/** A connection, and what it was used for. */
interface Connection {
  readonly id: string
  readonly way: string
  readonly number: string
  owner?: string
  role: 'publisher' | 'subscriber' | 'streams' | ''
  opened: number
  closed: number
}

const ROLES = ['publisher', 'subscriber', 'streams', ''] as const

/** Gives every participant a lane: clients, handlers, the learner's code, connections by role, Redis, the check. */
export function lanesOf(events: readonly DiagramEvent[]): Lanes {
  const connections = connectionsIn(events)
  const ids = participantsIn(events)
  const handlers = ids.filter((id) => id.startsWith('handler:'))
  const objects = ids.filter((id) => id.startsWith('code'))
  const others = ids.filter((id) => !/^(handler:|code|connection:|redis$|check$)/.test(id))
  const speaking = new Set(events.filter(({ kind }) => kind === 'emit').map(({ from }) => from))
  // A browser is both: it sends, and it has a handler.
  const clients = [...new Set([...others, ...handlers.map(withoutKind).filter((name) => speaking.has(name))])]
  const listening = handlers.filter((id) => !clients.includes(withoutKind(id)))

  const map = new Map<string, string>()
  const prefixes = new Map<string, string>()
  const lanes: Lane[] = []
  const add = (lane: Lane, members: readonly string[]) => {
    if (members.length === 0) return
    if (!lanes.some(({ id }) => id === lane.id)) lanes.push(lane)
    for (const member of members) map.set(member, lane.id)
  }
  /** Each its own lane, or one for all. */
  const each = (all: readonly string[], most: number, together: Lane, own: boolean) => {
    if (all.length <= most) {
      for (const id of all) add({ id, name: withoutKind(id), ...(own && { own }) }, [id])
      return
    }
    add(together, all)
    for (const id of all) prefixes.set(id, `${withoutKind(id)}: `)
  }

  const owners = [...new Set(connections.flatMap(({ owner }) => owner ?? []))]
  const names = [...new Set([...owners, ...objects.map(ownerOf).filter((name) => name !== '')])]
  const connected = owners.length > 0 ? 0 : Math.min(byRole(connections).length, MOST_CONNECTIONS)
  const acts = events.some(({ kind, from, to }) => kind !== 'fault' && [from, to].includes('check'))
  const fixed = clients.length + connected + 1 + (acts ? 1 : 0)
  const placed =
    names.length <= MOST_OBJECTS &&
    (owners.length > 0 || names.length === 1 || fixed + listening.length + names.length <= MOST_LANES)
  const crowd = fixed + listening.length + (placed ? names.length : 1) > MOST_LANES + 1
  each(clients, MOST_OTHERS, { id: 'clients', name: 'clients' }, false)
  for (const client of clients) if (map.has(client)) map.set(`handler:${client}`, map.get(client)!)
  for (const client of clients) if (prefixes.has(client)) prefixes.set(`handler:${client}`, `${client}: `)
  each(listening, crowd ? 1 : MOST_HANDLERS, { id: 'handlers', name: 'handlers', own: true }, true)

  for (const name of placed ? names : []) {
    const sub = names.length > 1 || owners.length > 0 ? {} : { name: 'your code' }
    add({ id: `code:${name}`, name, own: true, ...sub }, [
      `code:${name}`,
      ...objects.filter((id) => ownerOf(id) === name),
    ])
  }
  if (!placed) {
    add({ id: 'code', name: 'your code', own: true }, objects.concat(owners.map((owner) => `code:${owner}`)))
    for (const id of objects) if (id !== 'code') prefixes.set(id, `${withoutKind(id)}.`)
  }
  const firstObject = lanes.find(({ id }) => id.startsWith('code'))?.id
  if (objects.includes('code') && !map.has('code')) {
    if (firstObject) map.set('code', firstObject)
    else add({ id: 'code', name: 'your code', own: true }, ['code'])
  }

  for (const { id, owner } of connections) {
    const lane = owner === undefined ? undefined : map.get(`code:${owner}`)
    if (lane) map.set(id, lane)
  }
  const free = connections.filter(({ id }) => !map.has(id))
  for (const { lane, members } of byRole(free)) add(lane, members)
  if (ids.includes('redis')) add({ id: 'redis', name: 'Redis' }, ['redis'])
  if (acts) add({ id: 'check', name: 'the check' }, ['check'])

  const nameOfLane = (id: string) => lanes.find((lane) => lane.id === id)?.name ?? id
  return {
    lanes,
    // Whom nothing is known of, such as "server" where there are two, is the learner's code.
    of: (id) => map.get(id) ?? firstObject ?? map.get('redis') ?? lanes[0]?.id ?? id,
    prefixOf: (id) => prefixes.get(id) ?? '',
    nameOf(id) {
      const [, , number] = /^connection:(\d+)\.(\d+)$/.exec(id) ?? []
      if (number)
        return nameOfLane(map.get(id) ?? '').startsWith('connection')
          ? `connection ${number}`
          : nameOfLane(map.get(id) ?? id)
      if (prefixes.has(id)) return withoutKind(id)
      return nameOfLane(map.get(id) ?? id)
    },
  }
}

/** One lane for each role: a connection that comes after another one has ended stands where that one was. */
function byRole(connections: readonly Connection[]): { lane: Lane; members: string[] }[] {
  const found: { role: Connection['role']; way: string; members: Connection[] }[] = []
  for (const one of connections) {
    const isFree = (place: (typeof found)[number]) =>
      place.way === one.way && place.members.every(({ closed }) => closed <= one.opened)
    const place =
      found.find((other) => isFree(other) && other.role === one.role) ??
      found.find((other) => isFree(other) && (one.role === '' || other.role === ''))
    if (place) {
      place.members.push(one)
      place.role ||= one.role
    } else found.push({ role: one.role, way: one.way, members: [one] })
  }
  const sorted = found.sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role))
  if (sorted.length <= MOST_CONNECTIONS) {
    return sorted.map(({ role, members: [first, ...more] }) => ({
      lane: {
        id: first!.id,
        name: `connection ${first!.number}`,
        own: true,
        ...(role && { sub: role }),
      },
      members: [first!, ...more].map(({ id }) => id),
    }))
  }
  return ROLES.flatMap((role) => {
    const places = sorted.filter((place) => place.role === role)
    const [only] = places
    if (!only) return []
    const members = places.flatMap((place) => place.members.map(({ id }) => id))
    const sub = places.length === 1 ? role : role && `${role}${role.endsWith('s') ? '' : 's'}`
    const name = places.length === 1 ? `connection ${only.members[0]?.number}` : 'connections'
    return [{ lane: { id: `connections:${role}`, name, own: true, ...(sub && { sub }) }, members }]
  })
}

function connectionsIn(events: readonly DiagramEvent[]): Connection[] {
  const found = new Map<string, Connection>()
  events.forEach((event, index) => {
    for (const id of [event.from, event.to ?? '']) {
      const [, way, number] = /^connection:(\d+)\.(\d+)$/.exec(id) ?? []
      if (!way || !number) continue
      const one = found.get(id) ?? {
        id,
        way,
        number,
        role: '',
        opened: index,
        closed: Number.POSITIVE_INFINITY,
      }
      found.set(id, one)
      if (event.owner !== undefined) one.owner = event.owner
      if (event.kind === 'cut') one.closed = index
      // Nothing more comes of it.
      if (event.kind === 'refused') one.closed = index
      one.role = roleBy(event, one.role)
    }
  })
  return [...found.values()]
}

function roleBy({ kind, label, payload = '' }: DiagramEvent, before: Connection['role']): Connection['role'] {
  if (kind === 'ack' || kind === 'deliver' || /^[PS]?(UN)?SUBSCRIBE\b/i.test(label)) return 'subscriber'
  if (before === 'subscriber') return before
  if (/^S?PUBLISH\b/.test(label)) return 'publisher'
  if (/^X[A-Z]+ /.test(payload)) return before || 'streams'
  return before
}

function participantsIn(events: readonly DiagramEvent[]): string[] {
  const found = new Set<string>()
  for (const { kind, from, to } of events) {
    if (kind === 'fault' || kind === 'step') continue
    if (from !== '') found.add(from)
    if (to) found.add(to)
  }
  return [...found].filter((id) => !isVague(id, found))
}

/** `server`, where there is `server 1`. */
function isVague(id: string, all: ReadonlySet<string>): boolean {
  return !id.includes(':') && [...all].some((other) => other.startsWith(`code:${id} `))
}

function withoutKind(id: string): string {
  return id.replace(/^(handler|code):?/, '')
}

/** `server 1` for `code:server 1: pubsub`, or the object itself. */
function ownerOf(id: string): string {
  return withoutKind(id).split(': ')[0] ?? ''
}
