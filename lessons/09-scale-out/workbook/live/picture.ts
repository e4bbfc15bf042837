import type { ViewSize } from '#shared/core/live-view.ts'
import { columns, paint, wrap } from '#shared/core/terminal.mjs'
import type { ClusterNode, SlotRange } from '#shared/redis/cluster/cluster.ts'

/** One line of the table of nodes. */
export interface NodeRow
  extends Pick<ClusterNode, 'id' | 'name' | 'role' | 'masterId' | 'slots' | 'running'> {
  /** The rooms that have subscribers on this node. */
  readonly rooms: readonly string[]
}

/** One line of the table of rooms. */
export interface RoomRow {
  readonly name: string
  readonly slot: number
  /** The name of the node that owns the slot. */
  readonly owner: string
  readonly published: number
  readonly received: number
  readonly missing: number
}

/** The data that the view shows. */
export interface Picture {
  readonly title: string
  readonly label: string
  readonly nodes: readonly NodeRow[]
  readonly rooms: readonly RoomRow[]
  /** The latest one last. */
  readonly events: readonly string[]
  /** Whether nodes can be killed. */
  readonly canHurt: boolean
}

/** Draws the view as lines that fit. */
export function pictureLines(picture: Picture, { width, height }: ViewSize): string[] {
  const head = [
    paint('bold', picture.title),
    ...wrap(picture.label, width)
      .split('\n')
      .map((line) => paint('dim', line)),
  ]
  const body = [...head, '', ...nodeLines(picture, width), '', ...roomLines(picture, width), '']
  const room = Math.max(1, height - body.length)
  const events = picture.events
    .slice(-room)
    .flatMap((event) => wrap(event, width, { hang: 10 }).split('\n'))
    .slice(-room)
  while (events.length < room) events.push('')
  return [...body, ...events].slice(0, height)
}

function nodeLines({ nodes }: Picture, width: number): string[] {
  const names = new Map(nodes.map(({ id, name }) => [id, name]))
  const rows = nodes.map((node) => [
    node.name,
    roleOf(node, names),
    slotsText(node.slots),
    node.rooms.join(', '),
  ])
  return columns([['node', 'role', 'slots', 'subscribed'], ...rows], { width }).split('\n')
}

function roleOf({ running, role, masterId }: NodeRow, names: ReadonlyMap<string, string>): string {
  if (!running) return paint('red', 'down')
  return role === 'master' ? 'master' : `replica of ${names.get(masterId ?? '') ?? '?'}`
}

/** For example `0–5461`, or the first ranges and how many more. */
export function slotsText(slots: readonly SlotRange[]): string {
  const ranges = slots.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`))
  return ranges.length > 2 ? `${ranges[0]} and ${ranges.length - 1} more` : ranges.join(', ')
}

function roomLines({ rooms }: Picture, width: number): string[] {
  const cells = rooms.map(({ name, slot, owner, published, received, missing }) => [
    name,
    String(slot),
    owner,
    String(published).padStart(9),
    String(received).padStart(8),
    missing > 0 ? paint('red', String(missing).padStart(7)) : '0'.padStart(7),
  ])
  return columns([['room', 'slot', 'on', 'published', 'received', 'missing'], ...cells], { width }).split(
    '\n',
  )
}

/** The keys, and what they do. */
export function keysOf({ canHurt }: Pick<Picture, 'canHurt'>): Record<string, string> {
  if (!canHurt) return {}
  return { k: 'kill a master', f: 'graceful failover', m: 'move a slot', r: 'repair' }
}
