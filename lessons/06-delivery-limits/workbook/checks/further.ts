import type { Check } from '../../../../shared/checks/check.ts'
import type { Contract } from '../../contract.ts'
import { Desk, LONG_MS, numbers } from './desk.ts'

export const furtherChecks: readonly Check<Contract>[] = [
  {
    id: '06.6-trims',
    task: '06.6',
    title: 'with maxLength, the stream keeps about as many; without, it keeps all',
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
            ? 'You trim a stream although no `maxLength` was given'
            : undefined,
      })
      // Redis trims whole nodes of a hundred entries.
      if (kept.length < 20 || kept.length > 20 + 200) {
        kit.fail(
          `with maxLength 20 the stream should keep about 20 of 300 entries, and keeps ${kept.length}`,
          {
            cause:
              kept.length === texts.length
                ? 'Nothing was trimmed. XADD trims if you add MAXLEN ~ and the length'
                : undefined,
          },
        )
      }
      kit.equal('the last of them', kept.at(-1), '300')
    },
  },
  {
    id: '06.7-emptied',
    task: '06.7',
    title: 'when Redis has forgotten stream and group, what is added afterwards is handled',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      for (const name of ['anna', 'ben']) await desk.worker(name, { idleMs: LONG_MS })
      await desk.add('1')
      await desk.handles('1')
      await desk.settled()
      await desk.replace('2', '3')
      await desk.handles('1', '2', '3')
      await desk.settled()
      kit.log('the check: the group is gone, and the stream is there')
      await kit.redis('XTRIM', desk.stream, 'MAXLEN', 0)
      await kit.redis('XGROUP', 'DESTROY', desk.stream, desk.group)
      await desk.add('4', '5')
      await desk.handles(...numbers(5))
      await desk.settled()
    },
  },
]
