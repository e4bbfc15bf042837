import type { Check } from '../../../../shared/checks/check.ts'
import type { Kit } from '../../../../shared/checks/kit.ts'
import type { ChannelEvent, ChannelWatchOptions } from '../../contract.ts'
import { type Channels, type ScriptedInspector, scriptedInspector } from '../scripted-inspector.ts'
import type { Subject } from '../subject.ts'

const EVERY_MS = 10
/** So long rests a watch whose rests are measured. */
const RESTS_MS = 120
/** So long rests a watch that is to take no second snapshot while a check runs. */
const NEVER_MS = 60_000

export const watchChecks: readonly Check<Subject>[] = [
  {
    id: '07.4-redis',
    task: '07.4',
    title: 'a channel that comes and one that loses its last subscriber are told, once each',
    async run(kit, subject) {
      const namespace = `${kit.channel('shop')}:`
      const { base } = await kit.way()
      const [there, chat] = [`${namespace}there`, `${namespace}chat`]
      await kit.listener(there)
      const inspector = kit.follow('inspector', await subject.openInspector({ ...base, namespace }))
      const { events } = await watching(kit, subject, {
        ...base,
        namespace,
        inspector: { snapshot: () => inspector.snapshot() },
      })
      const guests = await Promise.all([0, 1].map(async () => subject.connect(base)))
      for (const guest of guests) kit.cleanup(() => guest.close())
      const ignore = () => {}
      for (const guest of guests) await guest.subscribe(chat, ignore)
      await kit.until('the new channel is told', () => events.length >= 1)
      for (const guest of guests) await guest.unsubscribe(chat, ignore)
      await kit.until('it is told that it has gone', () => events.length >= 2)
      await guests[0]!.subscribe(`${namespace}end`, ignore)
      await kit.until('the last one is told', () => events.length >= 3)
      const told = events.map((event) => `${event.kind} ${event.channel}`)
      kit.equal('what was told', told, ['appeared shop:chat', 'vanished shop:chat', 'appeared shop:end'], {
        cause: (got) =>
          got.filter((one) => one === 'appeared shop:chat').length > 1
            ? 'A channel whose count changes has not appeared.'
            : undefined,
      })
    },
  },
  {
    id: '07.4-changes',
    task: '07.4',
    title: 'what is there at first has not come; of many changes at once each is told',
    async run(kit, subject) {
      const inspector = scripted(kit, { old: 3, going: 1 })
      const { events } = await watching(kit, subject, { ...(await kit.way()).base, inspector })
      await looked(kit, inspector)
      kit.equal('what was told of the beginning', events, [], {
        cause: 'The first snapshot is what the next one is compared with. No channel has appeared yet.',
      })
      inspector.channels = { old: 1, one: 2, two: 1 }
      await looked(kit, inspector)
      kit.equal('what was told', sorted(events), [
        { kind: 'appeared', channel: 'one', subscribers: 2 },
        { kind: 'appeared', channel: 'two', subscribers: 1 },
        { kind: 'vanished', channel: 'going' },
      ])
      inspector.channels = { going: 4 }
      await looked(kit, inspector)
      kit.equal('what was told later', sorted(events.slice(3)), [
        { kind: 'appeared', channel: 'going', subscribers: 4 },
        { kind: 'vanished', channel: 'old' },
        { kind: 'vanished', channel: 'one' },
        { kind: 'vanished', channel: 'two' },
      ])
      inspector.channels = { other: 4 }
      await looked(kit, inspector)
      kit.equal('what was told when one went and one came', sorted(events.slice(7)), [
        { kind: 'appeared', channel: 'other', subscribers: 4 },
        { kind: 'vanished', channel: 'going' },
      ])
    },
  },
  {
    id: '07.4-each',
    task: '07.4',
    title: 'a channel that is missing from a single snapshot vanishes and appears',
    async run(kit, subject) {
      const inspector = scripted(kit, { chat: 1 })
      const { base } = await kit.way()
      const { events } = await watching(kit, subject, { ...base, inspector })
      inspector.next.push({}, { chat: 2 }, { chat: 2, news: 1 }, { chat: 2 })
      await kit.until('the snapshots are taken', () => inspector.next.length === 0)
      await looked(kit, inspector)
      kit.equal('what was told', events, [
        { kind: 'vanished', channel: 'chat' },
        { kind: 'appeared', channel: 'chat', subscribers: 2 },
        { kind: 'appeared', channel: 'news', subscribers: 1 },
        { kind: 'vanished', channel: 'news' },
      ])
    },
  },
  {
    id: '07.4-unknown',
    task: '07.4',
    title:
      'a snapshot that fails is reported and shows nothing; the next is compared with the last one that worked',
    async run(kit, subject) {
      const inspector = scripted(kit, { old: 1, going: 1 })
      const { base, problems } = await kit.way()
      const { events } = await watching(kit, subject, { ...base, inspector })
      kit.log('the check: snapshots fail')
      inspector.fails = true
      await looked(kit, inspector)
      kit.equal('what was told meanwhile', events, [], {
        cause: (got) =>
          got.every(({ kind }) => kind === 'vanished')
            ? 'A snapshot that fails is taken for an empty one.'
            : undefined,
      })
      const reported = problems.filter(({ kind }) => kind === 'connection')
      if (reported.length === 0) kit.fail('a snapshot failed, and that was not reported with kind connection')
      kit.log('the check: snapshots work again')
      inspector.fails = false
      inspector.channels = { old: 1, new: 1 }
      await looked(kit, inspector)
      kit.equal('what was told then', sorted(events), [
        { kind: 'appeared', channel: 'new', subscribers: 1 },
        { kind: 'vanished', channel: 'going' },
      ])
    },
  },
  {
    id: '07.4-start',
    task: '07.4',
    title: 'it starts when the first snapshot is there, and rejects when that fails',
    async run(kit, subject) {
      const { base } = await kit.way()
      const failing = scripted(kit, {})
      failing.fails = true
      await kit.rejects(
        'watchChannels(), whose first snapshot fails,',
        watching(kit, subject, { ...base, inspector: failing }),
      )
      const slow = scripted(kit, { old: 1 })
      slow.holds = true
      let started = false
      const starting = watching(kit, subject, { ...base, inspector: slow })
      // It is awaited below.
      starting.then(() => (started = true)).catch(() => {})
      await kit.until('a snapshot is asked for', () => slow.asked > 0)
      // The sentinel: another one starts meanwhile.
      await watching(kit, subject, { ...base, inspector: scripted(kit, {}) })
      kit.equal('whether it has started before', started, false)
      slow.channels = { old: 1, new: 1 }
      slow.release()
      const { events } = await starting
      await looked(kit, slow, 5)
      kit.equal('what was told', events, [{ kind: 'appeared', channel: 'new', subscribers: 1 }])
      // Nobody has anything to close it by.
      kit.equal('snapshots that the one asked for which did not start', failing.asked, 1)
    },
  },
  {
    id: '07.4-one',
    task: '07.4',
    title: 'one snapshot at a time, however slow Redis is',
    async run(kit, subject) {
      const inspector = scripted(kit, {})
      const { base } = await kit.way()
      await watching(kit, subject, { ...base, inspector })
      const quick = scripted(kit, {})
      await watching(kit, subject, { ...base, inspector: quick })
      await looked(kit, inspector)
      inspector.holds = true
      kit.log('the check: snapshots take long')
      await kit.until('one is on its way', () => inspector.asked > inspector.answered)
      const before = quick.answered
      await kit.until('another watch takes five snapshots meanwhile', () => quick.answered >= before + 5)
      inspector.release()
      await looked(kit, inspector)
      kit.equal('the most snapshots at the same time', inspector.most, 1, {
        cause: 'A snapshot starts while another one is still on its way, as with setInterval().',
      })
    },
  },
  {
    id: '07.4-close',
    task: '07.4',
    title: 'after close() nothing is told and nothing is asked, even if a snapshot is on its way',
    async run(kit, subject) {
      const inspector = scripted(kit, { old: 1 })
      const { base, problems } = await kit.way()
      const { watch, events } = await watching(kit, subject, { ...base, inspector })
      await looked(kit, inspector)
      inspector.holds = true
      inspector.channels = { new: 1 }
      const asked = inspector.asked
      await kit.until(
        'a snapshot is on its way',
        () => inspector.asked > asked || inspector.asked > inspector.answered,
      )
      await Promise.all([watch.close(), watch.close()])
      await watch.close()
      inspector.channels = { newer: 1 }
      const atClose = inspector.asked
      inspector.release()
      const other = scripted(kit, {})
      await watching(kit, subject, { ...base, inspector: other })
      await looked(kit, other, 5)
      kit.equal('what was told after close()', events, [], {
        cause: 'The snapshot that was on its way at close() is still compared.',
      })
      kit.equal('snapshots that were asked for after close()', inspector.asked - atClose, 0)
      kit.equal('what was reported', problems, [])
    },
  },
  {
    id: '07.4-close-inside',
    task: '07.4',
    title: 'after close() inside onEvent, no further change is told',
    async run(kit, subject) {
      const inspector = scripted(kit, {})
      const { base } = await kit.way()
      let close = () => {}
      const { watch, events } = await watching(kit, subject, { ...base, inspector }, () => close())
      close = () => void watch.close()
      inspector.channels = { one: 1, two: 1, three: 1 }
      await kit.until('a change is told', () => events.length > 0)
      const other = scripted(kit, {})
      await watching(kit, subject, { ...base, inspector: other })
      await looked(kit, other, 2)
      kit.equal('how many changes were told', events.length, 1, {
        cause: 'One snapshot may show many changes. Ask before each event whether the watch is closed.',
      })
    },
  },
  {
    id: '07.4-rests',
    task: '07.4',
    title: 'it rests for everyMs after each snapshot, and close() does not wait for that',
    async run(kit, subject) {
      const { base } = await kit.way()
      const [resting, other] = [scripted(kit, {}), scripted(kit, {})]
      const { watch } = await watching(kit, subject, { ...base, inspector: resting, everyMs: NEVER_MS })
      await watching(kit, subject, { ...base, inspector: other })
      await looked(kit, other, 5)
      kit.equal(`snapshots of a watch that rests for ${NEVER_MS / 1000} s`, resting.asked, 1)
      await watch.close()
      const slow = scripted(kit, {})
      await watching(kit, subject, { ...base, inspector: slow, everyMs: RESTS_MS })
      for (let times = 0; times < 2; times++) {
        const before = slow.asked
        slow.holds = true
        await kit.until('a snapshot is on its way', () => slow.asked > before)
        const askedAt = performance.now()
        await kit.until(
          'it has taken one and a half times everyMs',
          () => performance.now() - askedAt > 1.5 * RESTS_MS,
        )
        const released = performance.now()
        slow.release()
        await kit.until('the next snapshot is taken', () => slow.asked > before + 1)
        const rested = slow.askedAt - released
        // A timer may be early by a millisecond.
        if (rested < RESTS_MS - 5) {
          kit.fail(`it rested for ${rested.toFixed(0)} ms in place of ${RESTS_MS} ms`, {
            cause: 'The rest begins when a snapshot is there, not when it is asked for.',
          })
        }
      }
    },
  },
]

/** How many watches a check has started. */
const watches = new WeakMap<Kit, number>()

/** An inspector with names that are this check's own; told are the short ones. */
function scripted(kit: Kit, channels: Channels): ScriptedInspector {
  return scriptedInspector(kit, channels, 0, (name) => kit.channel(name))
}

/**
 * Starts a watch.
 *
 * @param then Is called after each change.
 */
async function watching(
  kit: Kit,
  subject: Subject,
  options: Omit<ChannelWatchOptions, 'onEvent' | 'everyMs'> & { everyMs?: number },
  then = () => {},
) {
  const events: ChannelEvent[] = []
  const count = (watches.get(kit) ?? 0) + 1
  watches.set(kit, count)
  const name = `watch ${count}`
  const onEvent = (event: ChannelEvent) => {
    kit.log(`${name}: ${event.kind} ${event.channel}`)
    events.push({ ...event, channel: kit.timeline.plain(event.channel) })
    then()
  }
  const watch = kit.follow(name, await subject.watchChannels({ everyMs: EVERY_MS, ...options, onEvent }))
  return { watch, events: events as readonly ChannelEvent[] }
}

/** Waits until a snapshot that is asked for from now on has been looked at: then another one is asked for. */
async function looked(kit: Kit, inspector: ScriptedInspector, count = 1): Promise<void> {
  const before = inspector.asked
  await kit.until('another snapshot is taken', () => inspector.asked >= before + count + 1)
}

function sorted(events: readonly ChannelEvent[]): ChannelEvent[] {
  const key = ({ kind, channel }: ChannelEvent) => `${kind} ${channel}`
  return [...events].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}
