import type { Check } from '#shared/checks/check.ts'
import { subscribers } from '#shared/redis/proxy.ts'
import type { Subject } from '../subject.ts'
import { TestBed } from '../test-bed.ts'
import { RESTS_MS } from './canary.ts'

export const canaryPaceChecks: readonly Check<Subject>[] = [
  {
    id: '07.2-rests',
    task: '07.2',
    title: 'the pause between two canaries is everyMs, however long a canary takes',
    async run(context, subject) {
      const bed = await TestBed.open(context, subject)
      const watched = await bed.monitor({ everyMs: RESTS_MS })
      await bed.says(watched, 'up')
      for (let times = 0; times < 2; times++) {
        await bed.rounds(watched)
        const before = bed.sent.length
        bed.note('messages from Redis to subscribers are blocked')
        bed.proxied.proxy.stall(subscribers)
        await context.until('another canary is published', () => bed.sent.length > before)
        const sentAt = bed.sent[before]!.at
        await context.until(
          'one and a half times everyMs have passed',
          () => performance.now() - sentAt > 1.5 * RESTS_MS,
        )
        context.equal('canaries published while one was in flight', bed.sent.length - before - 1, 0, {
          cause: 'You publish on an interval. Wait until a canary is back or missing.',
        })
        const released = performance.now()
        bed.note('messages are no longer blocked')
        bed.proxied.proxy.resume()
        await context.until('the next canary is sent', () => bed.sent.length > before + 1)
        const rested = bed.sent[before + 1]!.at - released
        // A timer can be early by a millisecond.
        if (rested < RESTS_MS - 5) {
          context.fail(`the pause was ${rested.toFixed(0)} ms instead of ${RESTS_MS} ms`, {
            cause: 'You start the pause when you publish. Start it when the canary is back or missing.',
          })
        }
      }
    },
  },
  {
    id: '07.2-foreign',
    task: '07.2',
    title: "other messages on the canary's channel are ignored",
    async run(context, subject) {
      const bed = await TestBed.open(context, subject)
      const watched = await bed.monitor({ downAfterMs: bed.limitMs })
      await bed.says(watched, 'up')
      await bed.rounds(watched, 2)
      const { channel = '', text = '' } = bed.sent[0] ?? {}
      bed.note('publish() resolves with 1, but nothing is published')
      bed.lent.faults.add('swallow')
      await bed.allArrived()
      await bed.rounds(watched)
      await bed.says(watched, 'down')
      const changes = watched.changes.length
      await bed.awaitsCanary()
      const texts = ['', 'null', 'canary', '{"id":1}', String(Date.now()), text]
      for (const foreign of [...texts, ...texts]) await context.publish(channel, foreign)
      await bed.allArrived()
      await bed.rounds(watched, 2)
      const cause = 'You mistake another message on the channel for the canary. Compare the ID.'
      context.equal('the status', watched.monitor.health().status, 'down', { cause })
      const later = watched.changes.slice(changes).map(({ copy }) => copy.status)
      context.equal('changes of the status after they arrived', later, [], { cause })
      context.equal('reports', bed.proxied.problems, [])
      bed.lent.faults.clear()
      await bed.says(watched, 'up')
    },
  },
  {
    id: '07.2-apart',
    task: '07.2',
    title: 'monitors with the same namespace in one process are independent',
    async run(context, subject) {
      const shop = await TestBed.open(context, subject)
      const second = await TestBed.open(context, subject, shop.namespace)
      // Without onChange, which may be left out.
      const [one, two, three] = await Promise.all([
        shop.monitor({ downAfterMs: shop.limitMs }, 'monitor 1'),
        shop.monitor({ onChange: undefined } as object, 'monitor 2'),
        second.monitor({}, 'monitor 3'),
      ])
      await shop.says(one, 'up')
      await shop.rounds(one, 2)
      shop.note('messages from Redis to the first application are blocked')
      shop.proxied.proxy.stall(subscribers)
      await shop.says(one, 'down')
      await second.rounds(three, 3)
      context.equal('the status of monitor 3, in another application', three.monitor.health().status, 'up')
      context.equal('the changes of monitor 3', three.changes, [])
      shop.note('messages are no longer blocked')
      shop.proxied.proxy.resume()
      await shop.says(one, 'up')
      await shop.rounds(two, 2)
      context.equal('the status of monitor 2', two.monitor.health().status, 'up')
      const channels = new Set([...shop.sent, ...second.sent].map(({ channel }) => channel))
      context.equal('the number of channels used by three monitors', channels.size, 3)
    },
  },
  {
    id: '07.2-changes',
    task: '07.2',
    title: 'onChange is called once for each change, with the new health and the status before',
    async run(context, subject) {
      const bed = await TestBed.open(context, subject)
      const watched = await bed.monitor({ downAfterMs: bed.limitMs })
      const first = watched.monitor.health()
      context.equal('changes at the start', watched.changes.length, 0, {
        cause: 'You call onChange for the first status.',
      })
      await bed.rounds(watched, 2)
      for (let times = 0; times < 2; times++) {
        bed.note('publish() rejects')
        const [told, refused] = [watched.changes.length, bed.lent.refused]
        bed.lent.faults.add('publish')
        await bed.says(watched, 'down')
        const fall = watched.changes.slice(told).find(({ copy }) => copy.status === 'down')
        // The last canary alone decides, not the last three.
        if (fall && fall.refused - refused > 1)
          context.fail(
            `the status was down only after ${fall.refused - refused} canaries that could not be published`,
          )
        await bed.rounds(watched, 2)
        bed.note('publish() works again')
        bed.lent.faults.clear()
        await bed.says(watched, 'up')
        await bed.rounds(watched, 2)
      }
      // On a busy machine, another canary can be late, which causes more changes.
      let status = first.status
      for (const { health: told, copy: health, before, asked } of watched.changes) {
        context.equal('the first argument of onChange, compared after the call', told, health, {
          cause: 'You change the object that you passed to onChange. Create a new one for each canary.',
        })
        context.equal('health(), called inside onChange', asked, health, {
          cause: 'You call onChange before health() returns the new health.',
        })
        context.equal('the second argument of onChange', before, status)
        if (health.status === before)
          context.fail(`onChange was called, but the status was already ${before}`, {
            cause: 'You call onChange for every canary, not only for changes.',
          })
        status = health.status
      }
      if (watched.changes.length < 4)
        context.fail(`onChange was called ${watched.changes.length} times for 4 changes`)
      context.equal('the status in the last call of onChange', status, watched.monitor.health().status)
    },
  },
]
