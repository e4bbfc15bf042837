import type { CheckContext, ProxiedConnection } from '#shared/checks/check-context.ts'
import { short } from '#shared/checks/wire-text.ts'
import type { Inspector, PubSubSnapshot } from '../../contract.ts'
import type { Subject } from '../subject.ts'

export type Counts = readonly (readonly [channel: string, subscribers: number])[]

/** Opens an inspector with a namespace of its own. */
export async function opened(
  context: CheckContext,
  subject: Subject,
  namespace = `${context.channel('shop')}:`,
): Promise<{ inspector: Inspector; namespace: string; proxied: ProxiedConnection }> {
  const proxied = await context.connectThroughProxy()
  const inspector = await subject.openInspector({ ...proxied.base, namespace })
  return { inspector: told(context, inspector), namespace, proxied }
}

/** Wraps an inspector so that the timeline shows its snapshots. It would show a Map as an empty object. */
export function told(context: CheckContext, inspector: Inspector): Inspector {
  const { role, close } = context.trackCalls('inspector', {
    role: () => inspector.role(),
    close: () => inspector.close(),
  })
  return {
    role,
    close,
    async snapshot() {
      let taken: PubSubSnapshot | undefined
      const take = async () => {
        taken = await inspector.snapshot()
        const channels = taken?.channels instanceof Map ? [...taken.channels] : taken?.channels
        context.log(`the snapshot has ${short(channels)}, patterns ${short(taken?.patterns)}`)
      }
      await context.trackCalls('inspector', { snapshot: take, close: async () => {} }).snapshot()
      return taken!
    },
  }
}

/** Subscribes to these channels at the same time, because each subscription is slow on a busy machine. */
export async function listeners(context: CheckContext, channels: readonly string[]): Promise<void> {
  await Promise.all(channels.map((channel) => context.listener(channel)))
}

/** A client with a connection of its own, which can subscribe and unsubscribe. */
export async function guestOf(context: CheckContext, subject: Subject) {
  const { base } = await context.connectThroughProxy()
  const guest = await subject.connect(base)
  context.cleanup(() => guest.close())
  return guest
}

/** Fails unless a snapshot has exactly these channels. */
export function shows(
  context: CheckContext,
  snapshot: PubSubSnapshot,
  expected: Counts,
  cause: (snapshot: PubSubSnapshot) => string | undefined = likely,
): void {
  const { channels } = snapshot ?? {}
  if (!(channels instanceof Map)) {
    context.fail(
      `snapshot() should resolve with { channels, patterns }, where channels is a Map, but channels is ${String(channels)}`,
    )
  }
  const sorted = (counts: Counts) => [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
  context.equal('the channels of the snapshot', sorted([...channels]), sorted(expected), {
    cause: () => cause(snapshot),
  })
  if (!Number.isInteger(snapshot.patterns))
    context.fail(`patterns should be a whole number, but is ${String(snapshot.patterns)}`)
}

/** The likely cause if the channels of a snapshot are wrong. */
export function likely({ channels }: PubSubSnapshot): string | undefined {
  const entries = [...channels] as [unknown, unknown][]
  if (entries.some(([, count]) => typeof count === 'string'))
    return 'You leave a count as a string. Convert it to a number.'
  if (
    entries.some(([name, count]) => /^\d+$/.test(String(name)) || Number.isNaN(count) || count === undefined)
  )
    return "You read the counts in the other client's form: node-redis returns an object, ioredis a list of names and counts."
  return undefined
}
