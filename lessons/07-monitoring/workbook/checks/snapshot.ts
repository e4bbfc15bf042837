import type { Check } from '../../../../shared/checks/check.ts'
import type { Kit, Way } from '../../../../shared/checks/kit.ts'
import { short } from '../../../../shared/checks/timeline.ts'
import type { Inspector, PubSubSnapshot } from '../../contract.ts'
import type { Subject } from '../subject.ts'

/** More channels than anybody would ask about one by one. */
const MANY = 300
/** So few commands are enough for all of them, however they are asked. */
const FEW = 20

export const snapshotChecks: readonly Check<Subject>[] = [
  {
    id: '07.1-counts',
    task: '07.1',
    title: 'each channel of the namespace is there with the number of its subscribers, and no other',
    misconception:
      'the reply of NUMSUB has another shape than the code expects: node-redis gives an object, ioredis a flat list',
    async run(kit, subject) {
      const { inspector, namespace } = await opened(kit, subject)
      const [busy, quiet, odd] = [`${namespace}busy`, `${namespace}order:42`, `${namespace}ü 好*?`]
      shows(kit, await inspector.snapshot(), [])
      const elsewhere = kit.channel('elsewhere')
      await listeners(kit, [busy, busy, busy, quiet, odd, elsewhere])
      const expected: Counts = [
        [busy, 3],
        [quiet, 1],
        [odd, 1],
      ]
      const [one, two] = await Promise.all([inspector.snapshot(), inspector.snapshot()])
      shows(kit, one, expected)
      shows(kit, two, expected)
      await kit.listener(quiet)
      shows(kit, await inspector.snapshot(), [
        [busy, 3],
        [quiet, 2],
        [odd, 1],
      ])
    },
  },
  {
    id: '07.1-namespace',
    task: '07.1',
    title: 'a namespace may hold any marks, and means nothing but itself',
    misconception:
      'the namespace goes into the pattern as it is, where its marks have a meaning of their own',
    async run(kit, subject) {
      const mark = kit.channel('shop')
      const { inspector } = await opened(kit, subject, `${mark}[12]*?-\\:`)
      const others = ['1xx-\\:chat', '1:chat', '[12]*?-\\', '[12]xx-\\:chat', '']
      await listeners(kit, [
        `${mark}[12]*?-\\:chat`,
        ...others.map((other) => mark + other),
        `${kit.channel('before')}${mark}[12]*?-\\:chat`,
      ])
      shows(kit, await inspector.snapshot(), [[`${mark}[12]*?-\\:chat`, 1]])
    },
  },
  {
    id: '07.1-patterns',
    task: '07.1',
    title: 'patterns are the number that NUMPAT returned, and no channel',
    misconception: 'patterns are looked for among the channels, where Redis does not list them',
    async run(kit, subject) {
      const { inspector, namespace, way } = await opened(kit, subject)
      const replies = numpatReplies(way)
      // Somebody on a pattern that could be a name, and one on a name that could be a pattern.
      await kit.patternListener(`${namespace}by-pattern`)
      await kit.listener(`${namespace}user:*`)
      const snapshot = await inspector.snapshot()
      shows(kit, snapshot, [[`${namespace}user:*`, 1]])
      if (replies.length === 0) kit.fail('snapshot() did not ask PUBSUB NUMPAT')
      if (!replies.includes(snapshot.patterns)) kit.equal('patterns', snapshot.patterns, replies.at(-1))
    },
  },
  {
    id: '07.1-between',
    task: '07.1',
    title: 'a channel that loses its last subscriber between two answers is left out',
    misconception: 'what CHANNELS has listed is taken to be there still when NUMSUB answers',
    async run(kit, subject) {
      const { inspector, namespace, way } = await opened(kit, subject)
      const [going, staying] = [`${namespace}going`, `${namespace}staying`]
      await kit.listener(staying)
      const guest = await guestOf(kit, subject)
      await guest.subscribe(going, ignore)
      let listed = false
      onReply(way, 'CHANNELS', () => {
        listed = true
        way.proxy.stall()
      })
      const taken = inspector.snapshot()
      // It is awaited below.
      taken.catch(() => {})
      await kit.until('the channels are listed', () => listed)
      kit.log('the check: the subscriber of going leaves, before the list has arrived')
      await guest.unsubscribe(going, ignore)
      await kit.until('Redis has forgotten it', async () => (await kit.subscribers(going)) === 0)
      way.proxy.resume()
      shows(kit, await taken, [[staying, 1]])
    },
  },
  {
    id: '07.1-few',
    task: '07.1',
    title: `${MANY} channels take a few commands, not one for each`,
    misconception: 'NUMSUB is asked for each channel; it takes as many names as you like',
    async run(kit, subject) {
      const { inspector, namespace, way } = await opened(kit, subject)
      const guest = await guestOf(kit, subject)
      const channels = Array.from({ length: MANY }, (_, index) => `${namespace}room:${index}`)
      await Promise.all(channels.map((channel) => guest.subscribe(channel, ignore)))
      let commands = 0
      const tell = way.proxy.onEvent
      way.proxy.onEvent = (event) => {
        if (event.what === 'command') commands++
        else tell?.(event)
      }
      const snapshot = await inspector.snapshot()
      shows(
        kit,
        snapshot,
        channels.map((channel) => [channel, 1]),
      )
      if (commands > FEW) kit.fail(`a snapshot of ${MANY} channels took ${commands} commands`)
    },
  },
  {
    id: '07.1-unknown',
    task: '07.1',
    title: 'when Redis cannot be asked, snapshot() rejects',
    misconception:
      'the error is caught and an empty snapshot returned: then nobody can tell "none" from "unknown"',
    async run(kit, subject) {
      const { inspector, namespace } = await opened(kit, subject)
      await kit.listener(`${namespace}chat`)
      shows(kit, await inspector.snapshot(), [[`${namespace}chat`, 1]])
      await inspector.close()
      await kit.rejects('snapshot() after close()', inspector.snapshot())
    },
  },
  {
    id: '07.1-close',
    task: '07.1',
    title: 'close() ends the connection',
    misconception: 'the inspector only says that it is closed, and Redis goes on counting a client',
    async run(kit, subject) {
      const { inspector, way } = await opened(kit, subject)
      shows(kit, await inspector.snapshot(), [])
      await inspector.close()
      await kit.until('its connections are closed', () => way.proxy.links.size === 0)
    },
  },
  {
    id: '07.1-cut',
    task: '07.1',
    waits: true,
    title: 'a connection that is lost in the middle gives the right figures or an error, and never others',
    misconception: 'a question that was not answered is taken for an answer: zero, or none',
    async run(kit, subject) {
      const { inspector, namespace, way } = await opened(kit, subject)
      // Neither none nor one: those are what somebody may put in place of an answer.
      await listeners(kit, [`${namespace}chat`, `${namespace}chat`])
      await kit.patternListener(`${namespace}chat`)
      const expected: Counts = [[`${namespace}chat`, 2]]
      const right = (snapshot: PubSubSnapshot) => {
        shows(kit, snapshot, expected)
        if (snapshot.patterns < 1) kit.fail('there is a subscription by pattern, and patterns is 0')
      }
      for (const question of ['CHANNELS', 'NUMSUB', 'NUMPAT']) {
        let cut = false
        onReply(way, question, () => {
          if (!cut) way.proxy.cut()
          cut = true
        })
        kit.log(`the check: the connection is cut before the answer to ${question} arrives`)
        try {
          right(await inspector.snapshot())
        } catch (error) {
          if ((error as Error).name === 'Failure') throw error
          kit.log(`snapshot() rejected: ${String(error)}`)
        }
        await kit.until('snapshot() works again', async () => {
          const later = await inspector.snapshot().catch(() => undefined)
          if (later) right(later)
          return later
        })
      }
    },
  },
]

type Counts = readonly (readonly [channel: string, subscribers: number])[]

const ignore = () => {}

/** Opens an inspector with a namespace that nobody else uses. */
async function opened(
  kit: Kit,
  subject: Subject,
  namespace = `${kit.channel('shop')}:`,
): Promise<{ inspector: Inspector; namespace: string; way: Way }> {
  const way = await kit.way()
  const inspector = await subject.openInspector({ ...way.base, namespace })
  return { inspector: told(kit, inspector), namespace, way }
}

/** The same, and the timeline shows what the snapshots hold: a Map would be shown as an empty object. */
function told(kit: Kit, inspector: Inspector): Inspector {
  const { close } = kit.follow('inspector', { close: () => inspector.close() })
  return {
    close,
    async snapshot() {
      let taken: PubSubSnapshot | undefined
      const take = async () => {
        taken = await inspector.snapshot()
        const channels = taken?.channels instanceof Map ? [...taken.channels] : taken?.channels
        kit.log(`the snapshot has ${short(channels)}, patterns ${short(taken?.patterns)}`)
      }
      await kit.follow('inspector', { snapshot: take, close: async () => {} }).snapshot()
      return taken!
    },
  }
}

/** A subscriber for each of these channels, all at once: on a busy machine each takes its time. */
async function listeners(kit: Kit, channels: readonly string[]): Promise<void> {
  await Promise.all(channels.map((channel) => kit.listener(channel)))
}

/** Somebody on a connection of their own, who can come and go. */
async function guestOf(kit: Kit, subject: Subject) {
  const { base } = await kit.way()
  const guest = await subject.connect(base)
  kit.cleanup(() => guest.close())
  return guest
}

/** Fails unless a snapshot has just these channels. */
function shows(kit: Kit, snapshot: PubSubSnapshot, expected: Counts): void {
  const { channels } = snapshot ?? {}
  if (!(channels instanceof Map)) {
    kit.fail(
      `snapshot() should resolve with { channels, patterns }, and channels should be a Map; it is ${String(channels)}`,
    )
  }
  const sorted = (counts: Counts) => [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
  kit.equal('the channels of the snapshot', sorted([...channels]), sorted(expected))
  if (!Number.isInteger(snapshot.patterns))
    kit.fail(`patterns should be a number, and is ${String(snapshot.patterns)}`)
}

/** Calls `then` before a reply to PUBSUB reaches the learner's code. */
function onReply({ proxy }: Way, question: string, then: () => void): void {
  proxy.also((event) => {
    const asked = event.what === 'reply' && event.name === 'PUBSUB' ? event.args[0] : undefined
    if (asked?.toUpperCase() === question) then()
  })
}

/** What NUMPAT has returned so far. Others may come and go with their patterns meanwhile. */
function numpatReplies({ proxy }: Way): readonly unknown[] {
  const replies: unknown[] = []
  proxy.also((event) => {
    if (event.what === 'reply' && event.name === 'PUBSUB' && event.args[0]?.toUpperCase() === 'NUMPAT') {
      replies.push(event.value)
    }
  })
  return replies
}
