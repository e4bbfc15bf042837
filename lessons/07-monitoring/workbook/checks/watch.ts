import type { Check } from '#shared/checks/check.ts'
import type { CheckContext } from '#shared/checks/check-context.ts'
import type { ChannelEvent, ChannelWatchOptions } from '../../contract.ts'
import { type Channels, type ScriptedInspector, scriptedInspector } from '../scripted-inspector.ts'
import type { Subject } from '../subject.ts'

const EVERY_MS = 10
/** The pause of a watch whose pauses are measured. */
const RESTS_MS = 120
/** The pause of a watch that should take only one snapshot during a check. */
const NEVER_MS = 60_000

export const watchChecks: readonly Check<Subject>[] = [
  {
    id: '07.4-changes',
    task: '07.4',
    title: 'channels of the first snapshot cause no event, and later each change causes one',
    async run(context, subject) {
      const inspector = scripted(context, { old: 3, going: 1 })
      const { events } = await watching(context, subject, {
        ...(await context.connectThroughProxy()).base,
        inspector,
      })
      await looked(context, inspector)
      context.equal('the events for the first snapshot', events, [], {
        cause: 'You call onEvent for the channels of the first snapshot. Only compare later ones with it.',
      })
      inspector.channels = { old: 1, one: 2, two: 1 }
      await looked(context, inspector)
      context.equal('the events', sorted(events), [
        { kind: 'appeared', channel: 'one', subscribers: 2 },
        { kind: 'appeared', channel: 'two', subscribers: 1 },
        { kind: 'vanished', channel: 'going' },
      ])
      inspector.channels = { going: 4 }
      await looked(context, inspector)
      context.equal('the later events', sorted(events.slice(3)), [
        { kind: 'appeared', channel: 'going', subscribers: 4 },
        { kind: 'vanished', channel: 'old' },
        { kind: 'vanished', channel: 'one' },
        { kind: 'vanished', channel: 'two' },
      ])
      inspector.channels = { other: 4 }
      await looked(context, inspector)
      context.equal('the events when one channel vanished and another appeared', sorted(events.slice(7)), [
        { kind: 'appeared', channel: 'other', subscribers: 4 },
        { kind: 'vanished', channel: 'going' },
      ])
    },
  },
  {
    id: '07.4-redis',
    task: '07.4',
    title: 'onEvent is called once when a channel appears, and once when it vanishes',
    async run(context, subject) {
      const namespace = `${context.channel('shop')}:`
      const { base } = await context.connectThroughProxy()
      const [there, chat] = [`${namespace}there`, `${namespace}chat`]
      await context.listener(there)
      const inspector = context.trackCalls('inspector', await subject.openInspector({ ...base, namespace }))
      const { events } = await watching(context, subject, {
        ...base,
        namespace,
        inspector: { snapshot: () => inspector.snapshot() },
      })
      const guests = await Promise.all([0, 1].map(async () => subject.connect(base)))
      for (const guest of guests) context.cleanup(() => guest.close())
      const ignore = () => {}
      for (const guest of guests) await guest.subscribe(chat, ignore)
      await context.until('onEvent is called for the new channel', () => events.length >= 1)
      for (const guest of guests) await guest.unsubscribe(chat, ignore)
      await context.until('onEvent is called for the channel that vanished', () => events.length >= 2)
      await guests[0]!.subscribe(`${namespace}end`, ignore)
      await context.until('onEvent is called for the last channel', () => events.length >= 3)
      const told = events.map((event) => `${event.kind} ${event.channel}`)
      context.equal('the events', told, ['appeared shop:chat', 'vanished shop:chat', 'appeared shop:end'], {
        cause: (got) =>
          got.filter((one) => one === 'appeared shop:chat').length > 1
            ? 'You call onEvent when the count of a channel changes. It appears only with its first subscriber.'
            : undefined,
      })
    },
  },
  {
    id: '07.4-each',
    task: '07.4',
    title: 'a channel that is missing from a single snapshot vanishes and appears',
    async run(context, subject) {
      const inspector = scripted(context, { chat: 1 })
      const { base } = await context.connectThroughProxy()
      const { events } = await watching(context, subject, { ...base, inspector })
      inspector.next.push({}, { chat: 2 }, { chat: 2, news: 1 }, { chat: 2 })
      await context.until('the snapshots are taken', () => inspector.next.length === 0)
      await looked(context, inspector)
      context.equal('the events', events, [
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
      'a failed snapshot is reported and causes no event, and the next one is compared with the last that succeeded',
    async run(context, subject) {
      const inspector = scripted(context, { old: 1, going: 1 })
      const { base, problems } = await context.connectThroughProxy()
      const { events } = await watching(context, subject, { ...base, inspector })
      context.log('the check: snapshots fail')
      inspector.fails = true
      await looked(context, inspector)
      context.equal('the events in the meantime', events, [], {
        cause: (got) =>
          got.every(({ kind }) => kind === 'vanished')
            ? 'You treat a failed snapshot as an empty one. Keep the last one that succeeded.'
            : undefined,
      })
      const reported = problems.filter(({ kind }) => kind === 'connection')
      if (reported.length === 0)
        context.fail('a snapshot failed, but this was not reported with kind connection')
      context.log('the check: snapshots work again')
      inspector.fails = false
      inspector.channels = { old: 1, new: 1 }
      await looked(context, inspector)
      context.equal('the events afterwards', sorted(events), [
        { kind: 'appeared', channel: 'new', subscribers: 1 },
        { kind: 'vanished', channel: 'going' },
      ])
    },
  },
  {
    id: '07.4-start',
    task: '07.4',
    title: 'watchChannels() resolves after the first snapshot, and rejects if that fails',
    async run(context, subject) {
      const { base } = await context.connectThroughProxy()
      const failing = scripted(context, {})
      failing.fails = true
      await context.rejects(
        'watchChannels(), whose first snapshot fails,',
        watching(context, subject, { ...base, inspector: failing }),
      )
      const slow = scripted(context, { old: 1 })
      slow.holds = true
      let started = false
      const starting = watching(context, subject, { ...base, inspector: slow })
      // It is awaited below.
      starting.then(() => (started = true)).catch(() => {})
      await context.until('your code calls snapshot()', () => slow.asked > 0)
      // Another watch starts in the meantime, so this one has had enough time.
      await watching(context, subject, { ...base, inspector: scripted(context, {}) })
      context.equal('watchChannels() resolved before the first snapshot', started, false)
      slow.channels = { old: 1, new: 1 }
      slow.release()
      const { events } = await starting
      await looked(context, slow, 5)
      context.equal('the events', events, [{ kind: 'appeared', channel: 'new', subscribers: 1 }])
      // The caller has no watch to close, so the loop must not start.
      context.equal('snapshots taken by the watch that did not start', failing.asked, 1)
    },
  },
  {
    id: '07.4-one',
    task: '07.4',
    title: 'only one snapshot is in flight at a time, even if Redis is slow',
    async run(context, subject) {
      const inspector = scripted(context, {})
      const { base } = await context.connectThroughProxy()
      await watching(context, subject, { ...base, inspector })
      const quick = scripted(context, {})
      await watching(context, subject, { ...base, inspector: quick })
      await looked(context, inspector)
      inspector.holds = true
      context.log('the check: snapshots are slow')
      await context.until('a snapshot is in flight', () => inspector.asked > inspector.answered)
      const before = quick.answered
      await context.until(
        'another watch takes five snapshots in the meantime',
        () => quick.answered >= before + 5,
      )
      inspector.release()
      await looked(context, inspector)
      context.equal('the most snapshots in flight at the same time', inspector.most, 1, {
        cause: 'You start a snapshot while another one is in flight, as setInterval() would. Await each one.',
      })
    },
  },
  {
    id: '07.4-close',
    task: '07.4',
    title: 'after close(), no event and no snapshot follow, even if a snapshot was in flight',
    async run(context, subject) {
      const inspector = scripted(context, { old: 1 })
      const { base, problems } = await context.connectThroughProxy()
      const { watch, events } = await watching(context, subject, { ...base, inspector })
      await looked(context, inspector)
      inspector.holds = true
      inspector.channels = { new: 1 }
      const asked = inspector.asked
      await context.until(
        'a snapshot is in flight',
        () => inspector.asked > asked || inspector.asked > inspector.answered,
      )
      await Promise.all([watch.close(), watch.close()])
      await watch.close()
      inspector.channels = { newer: 1 }
      const atClose = inspector.asked
      inspector.release()
      const other = scripted(context, {})
      await watching(context, subject, { ...base, inspector: other })
      await looked(context, other, 5)
      context.equal('the events after close()', events, [], {
        cause: 'You still compare the snapshot that was in flight at close().',
      })
      context.equal('snapshots taken after close()', inspector.asked - atClose, 0)
      context.equal('the reports', problems, [])
    },
  },
  {
    id: '07.4-close-inside',
    task: '07.4',
    title: 'after close() inside onEvent, no further event follows',
    async run(context, subject) {
      const inspector = scripted(context, {})
      const { base } = await context.connectThroughProxy()
      let close = () => {}
      const { watch, events } = await watching(context, subject, { ...base, inspector }, () => close())
      close = () => void watch.close()
      inspector.channels = { one: 1, two: 1, three: 1 }
      await context.until('onEvent is called', () => events.length > 0)
      const other = scripted(context, {})
      await watching(context, subject, { ...base, inspector: other })
      await looked(context, other, 2)
      context.equal('the number of events', events.length, 1, {
        cause: 'One snapshot can show many changes. Check before each event whether the watch is closed.',
      })
    },
  },
  {
    id: '07.4-rests',
    task: '07.4',
    title: "the pause after each snapshot is everyMs, and close() doesn't wait for it to end",
    async run(context, subject) {
      const { base } = await context.connectThroughProxy()
      const [resting, other] = [scripted(context, {}), scripted(context, {})]
      const { watch } = await watching(context, subject, { ...base, inspector: resting, everyMs: NEVER_MS })
      await watching(context, subject, { ...base, inspector: other })
      await looked(context, other, 5)
      context.equal(`snapshots of a watch that pauses for ${NEVER_MS / 1000} s`, resting.asked, 1)
      await watch.close()
      const slow = scripted(context, {})
      await watching(context, subject, { ...base, inspector: slow, everyMs: RESTS_MS })
      for (let times = 0; times < 2; times++) {
        const before = slow.asked
        slow.holds = true
        await context.until('a snapshot is in flight', () => slow.asked > before)
        const askedAt = performance.now()
        await context.until(
          'it has taken one and a half times everyMs',
          () => performance.now() - askedAt > 1.5 * RESTS_MS,
        )
        const released = performance.now()
        slow.release()
        await context.until('the next snapshot is taken', () => slow.asked > before + 1)
        const rested = slow.askedAt - released
        // A timer may be early by a millisecond.
        if (rested < RESTS_MS - 5) {
          context.fail(`the pause was ${rested.toFixed(0)} ms instead of ${RESTS_MS} ms`, {
            cause: 'You start the pause when you call snapshot(). Start it when the snapshot has settled.',
          })
        }
      }
    },
  },
]

/** How many watches a check has started. */
const watches = new WeakMap<CheckContext, number>()

/** An inspector whose channels have names of this check's own. Events show the short names. */
function scripted(context: CheckContext, channels: Channels): ScriptedInspector {
  return scriptedInspector(context, channels, 0, (name) => context.channel(name))
}

/**
 * Starts a watch.
 *
 * @param then Called after each event.
 */
async function watching(
  context: CheckContext,
  subject: Subject,
  options: Omit<ChannelWatchOptions, 'onEvent' | 'everyMs'> & { everyMs?: number },
  then = () => {},
) {
  const events: ChannelEvent[] = []
  const count = (watches.get(context) ?? 0) + 1
  watches.set(context, count)
  const name = `watch ${count}`
  const onEvent = (event: ChannelEvent) => {
    context.log(`${name}: ${event.kind} ${event.channel}`)
    events.push({ ...event, channel: context.timeline.plain(event.channel) })
    then()
  }
  const watch = context.trackCalls(
    name,
    await subject.watchChannels({ everyMs: EVERY_MS, ...options, onEvent }),
  )
  return { watch, events: events as readonly ChannelEvent[] }
}

/** Waits until the watch has compared a snapshot taken from now on, which is when it takes the next one. */
async function looked(context: CheckContext, inspector: ScriptedInspector, count = 1): Promise<void> {
  const before = inspector.asked
  await context.until('another snapshot is taken', () => inspector.asked >= before + count + 1)
}

function sorted(events: readonly ChannelEvent[]): ChannelEvent[] {
  const key = ({ kind, channel }: ChannelEvent) => `${kind} ${channel}`
  return [...events].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}
