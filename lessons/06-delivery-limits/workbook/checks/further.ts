import type { Check } from '#shared/checks/check.ts'
import { everyone } from '#shared/redis/proxy.ts'
import type { Contract } from '../../contract.ts'
import { Desk, LONG_MS, numbers } from './desk.ts'
import { READONLY } from './reading.ts'

export const furtherChecks: readonly Check<Contract>[] = [
  {
    id: '06.6-trims',
    task: '06.6',
    title: 'with maxLength, the stream keeps about that many entries; without, all of them',
    async run(kit, subject) {
      const [short, long] = [new Desk(kit, subject, 'short'), new Desk(kit, subject, 'long')]
      const way = await kit.way()
      const [trimmed, whole] = [await short.feed({ maxLength: 20, way }), await long.feed({ way })]
      const texts = numbers(300)
      await Promise.all(texts.flatMap((n) => [trimmed.add({ n }), whole.add({ n })]))
      const kept = (await short.entries()).map(({ fields }) => fields.n)
      kit.equal('the length without maxLength', (await long.entries()).length, texts.length, {
        cause: () =>
          long.has(/^XADD$/, (args) => args.some((arg) => /^maxlen$/i.test(arg)))
            ? 'You trim the stream although there is no `maxLength`.'
            : undefined,
      })
      // Redis removes whole nodes of a hundred entries.
      if (kept.length < 20 || kept.length > 20 + 200) {
        kit.fail(
          `with maxLength 20, the stream should keep about 20 of 300 entries, but it keeps ${kept.length}`,
          {
            cause: kept.length === texts.length ? 'You don’t pass MAXLEN to XADD.' : undefined,
          },
        )
      }
      kit.equal('the last entry', kept.at(-1), '300')
    },
  },
  {
    id: '06.7-emptied',
    task: '06.7',
    title: 'after Redis has lost the stream or the group, new entries are handled',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      desk.isRefusing = true
      desk.strayCause =
        'join() rejects if Redis refuses. Catch that error and report it, or it ends the loop.'
      const { proxy, problems } = await desk.way()
      for (const name of ['anna', 'ben']) await desk.worker(name, { idleMs: LONG_MS })
      await desk.add('1')
      await desk.handles('1')
      await desk.settled()
      await desk.replace('2', '3')
      await desk.handles('1', '2', '3')
      await desk.settled()
      kit.log('the check deletes the group and keeps the stream, and lets Redis refuse the next XGROUP')
      const refusal = proxy.answer(everyone, 'XGROUP', READONLY, { times: 1 })
      await kit.redis('XTRIM', desk.stream, 'MAXLEN', 0)
      await kit.redis('XGROUP', 'DESTROY', desk.stream, desk.group)
      await desk.add('4', '5')
      await desk.handles(...numbers(5))
      await desk.settled()
      const isReported = () =>
        problems.some(({ kind, error }) => kind === 'connection' && `${error}`.includes('READONLY'))
      // Without XGROUP, a group can come back in a script.
      await kit.until(
        'READONLY is reported with kind connection',
        () => refusal.count === 0 || isReported(),
        {
          cause: 'You swallow the error of join(). Report it.',
        },
      )
    },
  },
]
