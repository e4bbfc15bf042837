import type { SlotRange } from './cluster.ts'
import type { Ask } from './talk.ts'

/** A line of `CLUSTER NODES`. */
export interface NodeLine {
  readonly id: string
  readonly host: string
  readonly port: number
  readonly hostname: string
  readonly flags: readonly string[]
  /** Empty for a master. */
  readonly masterId: string
  readonly epoch: number
  readonly slots: readonly SlotRange[]
}

/** What one node knows. */
export interface NodeView {
  /** `cluster_state:ok`. */
  readonly ok: boolean
  readonly lines: readonly NodeLine[]
  readonly self: NodeLine
  /** For a master: true. */
  readonly inSync: boolean
  /** The IDs that `CLUSTER SLOTS` lists, which is what clients know. It leaves out a replica that has no offset yet. */
  readonly listed: ReadonlySet<string>
}

/** Asks a node what it knows. */
export async function viewOf(ask: Ask): Promise<NodeView> {
  const [info, nodes, slots, replication] = await Promise.all([
    ask('CLUSTER', 'INFO'),
    ask('CLUSTER', 'NODES'),
    ask('CLUSTER', 'SLOTS'),
    ask('INFO', 'replication'),
  ])
  const lines = parseNodes(String(nodes))
  const self = lines.find(({ flags }) => flags.includes('myself'))
  if (!self) throw new Error("The node doesn't list itself in CLUSTER NODES.")
  return {
    ok: String(info).includes('cluster_state:ok'),
    lines,
    self,
    inSync: self.masterId === '' || String(replication).includes('master_link_status:up'),
    listed: new Set(
      (slots as [number, number, ...Place[]][]).flatMap(([, , ...places]) => places.map(([, , id]) => id)),
    ),
  }
}

/** A node in the reply of `CLUSTER SLOTS`. */
type Place = readonly [host: string, port: number, id: string]

/** Reads the reply of `CLUSTER NODES`. */
export function parseNodes(reply: string): NodeLine[] {
  return reply
    .trim()
    .split('\n')
    .map((line) => {
      const [id = '', address = '', flags = '', masterId = '', , , epoch, , ...slots] = line.trim().split(' ')
      const [place = '', hostname = ''] = address.split(',')
      const [, host = '', port = ''] = /^(.*):(\d+)@/.exec(place) ?? []
      return {
        id,
        host,
        port: Number(port),
        hostname: hostname.includes('=') ? '' : hostname,
        flags: flags.split(','),
        masterId: masterId === '-' ? '' : masterId,
        epoch: Number(epoch),
        // Slots that are being moved are in brackets.
        slots: slots.filter((range) => !range.startsWith('[')).map(rangeOf),
      }
    })
}

function rangeOf(text: string): SlotRange {
  const [first, last = first] = text.split('-').map(Number)
  return [first!, last!]
}

/** Whether a slot is in one of the ranges. */
export function hasSlot(slots: readonly SlotRange[], slot: number): boolean {
  return slots.some(([first, last]) => slot >= first && slot <= last)
}

/** Whether the other nodes consider a node failed, or have never met it. */
export function isLost({ flags }: NodeLine): boolean {
  return flags.some(
    (flag) => flag === 'fail' || flag === 'fail?' || flag === 'handshake' || flag === 'noaddr',
  )
}

/**
 * One line for each node. A node knows best about itself; for nodes that don't reply, the others are believed. If two
 * claim to own slots, as after a failover, the one of the later epoch does.
 */
export function agreed(views: readonly NodeView[]): NodeLine[] {
  const lines = new Map<string, NodeLine>()
  for (const { lines: known } of views) {
    for (const line of known) {
      const before = lines.get(line.id)
      if (!before || line.epoch > before.epoch || isLost(line)) lines.set(line.id, line)
    }
  }
  for (const { self } of views) lines.set(self.id, self)
  return [...lines.values()]
}

/** Who owns which slots, in a form that can be compared: equal for two nodes that agree. */
export function ownersIn({ lines }: NodeView): string {
  return lines
    .filter(({ masterId, slots }) => masterId === '' && slots.length > 0)
    .map(({ id, slots }) => `${id} ${slots.join(' ')}`)
    .sort()
    .join('\n')
}
