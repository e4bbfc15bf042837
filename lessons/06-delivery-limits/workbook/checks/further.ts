import type { Check } from '#shared/checks/check.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import type { Contract } from '../../contract.ts'
import { READONLY } from './odd-entries.ts'
import { LONG_MS, numbers, TestBed } from './test-bed.ts'

export const furtherChecks: readonly Check<Contract>[] = [
  {
    id: '06.6-trims',
    task: '06.6',
    title: 'with maxLength, the stream keeps about that many entries; without, all of them',
    async run(context, subject) {
      const [short, long] = [new TestBed(context, subject, 'short'), new TestBed(context, subject, 'long')]
      const proxied = await context.connectThroughProxy()
      const [trimmed, whole] = [await short.feed({ maxLength: 20, proxied }), await long.feed({ proxied })]
      const texts = numbers(300)
      await Promise.all(texts.flatMap((n) => [trimmed.add({ n }), whole.add({ n })]))
      const kept = (await short.entries()).map(({ fields }) => fields.n)
      context.equal('the length without maxLength', (await long.entries()).length, texts.length, {
        cause: () =>
          long.has(/^XADD$/, (args) => args.some((arg) => /^maxlen$/i.test(arg)))
            ? 'You trim the stream although there is no `maxLength`.'
            : undefined,
      })
      // Redis removes whole nodes of a hundred entries.
      if (kept.length < 20 || kept.length > 20 + 200) {
        context.fail(
          `with maxLength 20, the stream should keep about 20 of 300 entries, but it keeps ${kept.length}`,
          {
            cause: kept.length === texts.length ? "You don't pass MAXLEN to XADD." : undefined,
          },
        )
      }
      context.equal('the last entry', kept.at(-1), '300')
    },
  },
  {
    id: '06.7-emptied',
    task: '06.7',
    title: 'after Redis has lost the stream or the group, new entries are handled',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      bed.isRefusing = true
      bed.strayCause = 'join() rejects if Redis refuses. Catch that error and report it, or it ends the loop.'
      const { proxy, problems } = await bed.proxied()
      for (const name of ['anna', 'ben']) await bed.worker(name, { idleMs: LONG_MS })
      await bed.add('1')
      await bed.handles('1')
      await bed.settled()
      await bed.replace('2', '3')
      await bed.handles('1', '2', '3')
      await bed.settled()
      context.log('the check deletes the group and keeps the stream, and lets Redis refuse the next XGROUP')
      const refusal = proxy.answer(allConnections, 'XGROUP', READONLY, { times: 1 })
      await context.redis('XTRIM', bed.stream, 'MAXLEN', 0)
      await context.redis('XGROUP', 'DESTROY', bed.stream, bed.group)
      await bed.add('4', '5')
      await bed.handles(...numbers(5))
      await bed.settled()
      const isReported = () =>
        problems.some(({ kind, error }) => kind === 'connection' && `${error}`.includes('READONLY'))
      // Without XGROUP, a group can come back in a script.
      await context.until(
        'READONLY is reported with kind connection',
        () => refusal.count === 0 || isReported(),
        {
          cause: 'You swallow the error of join(). Report it.',
        },
      )
    },
  },
]
