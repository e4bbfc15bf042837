import type { Check } from '../../../../shared/checks/check.ts'
import type { Contract, Entry } from '../../contract.ts'
import { Desk, IDLE_MS, kill, numbers } from './desk.ts'
import type { Worker } from './worker.ts'

export const buryingChecks: readonly Check<Contract>[] = [
  {
    id: '06.5-rejects',
    task: '06.5',
    title: 'what fails at every attempt goes to the dead letter after the last one, with all that is known',
    misconception: 'it is tried for ever, or acknowledged and forgotten; or one attempt too few or too many',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      let attempts = 0
      const handle = ({ fields: { n } }: Entry) => {
        if (n === '2') throw new Error(`failed for the ${++attempts}th time`)
      }
      await desk.worker('anna', { idleMs: IDLE_MS, maxAttempts: 3, handle })
      await desk.add('1')
      const id = await kit.redis('XADD', desk.stream, '*', 'n', '2', 'key', 'k', 'to', 'a:b')
      await desk.add('3')
      const dead = await theDead(desk, kit, 1)
      kit.equal('the dead letter', dead, [
        {
          n: '2',
          key: 'k',
          to: 'a:b',
          'dead:id': id,
          'dead:attempts': '3',
          'dead:reason': 'failed for the 3th time',
        },
      ])
      await desk.settled()
      await desk.add('4')
      await desk.handles('1', '2', '2', '2', '3', '4')
      kit.equal('how many are in the dead letter', (await desk.entries(desk.deadLetter)).length, 1)
      const { problems } = await desk.way()
      kit.equal(
        'the kinds of problems reported',
        problems.map(({ kind }) => kind),
        Array(3).fill('handler'),
      )
    },
  },
  {
    id: '06.5-kills',
    task: '06.5',
    waits: true,
    title: 'an entry that kills each process goes to the dead letter, and no innocent one with it',
    misconception:
      'attempts are counted in a `catch`, which no dead process reaches; or all that was taken together counts as tried',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const tried: string[] = []
      const handle = ({ fields: { n } }: Entry, worker: Worker) => {
        if (n !== '3') return
        tried.push(worker.name)
        kill(kit, worker)
        return worker.wait()
      }
      const start = async (name: string, way = desk.way()) =>
        desk.worker(name, { idleMs: IDLE_MS, maxAttempts: 3, handle, way: await way })
      const first = await start('anna', kit.way())
      await desk.add(...numbers(6))
      await kit.until('anna is killed', () => first.texts.includes('3'))
      for (const name of ['ben', 'carla']) {
        const worker = await start(name, kit.way())
        await kit.until(`${name} is killed`, () => worker.texts.includes('3'))
      }
      await start('dora')
      const dead = await theDead(desk, kit, 1)
      await desk.add('end')
      const all = ['1', '2', '4', '5', '6', 'end']
      await kit.until('all others are handled', () => all.every((n) => desk.handled.includes(n)))
      await desk.settled()
      kit.equal('who has tried it', tried, ['anna', 'ben', 'carla'])
      kit.equal(
        'what is in the dead letter',
        (await desk.entries(desk.deadLetter)).map(({ fields }) => [fields.n, fields['dead:attempts']]),
        [['3', '3']],
      )
      if (!dead[0]?.['dead:reason']) kit.fail('dead:reason should say something')
    },
  },
  {
    id: '06.5-crash-between',
    task: '06.5',
    waits: true,
    title: 'who is killed while it moves an entry to the dead letter loses nothing',
    misconception: 'the entry is acknowledged first, and then added to the dead letter',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const handle = () => {
        throw new Error('no')
      }
      const options = { idleMs: IDLE_MS, maxAttempts: 1, handle }
      const anna = await desk.worker('anna', { ...options, way: await kit.way() })
      const { onEvent } = anna.way.proxy
      let killed = false
      anna.way.proxy.onEvent = (event) => {
        onEvent?.(event)
        const moves = event.what === 'command' && event.name === 'XADD' && event.args[0] === desk.deadLetter
        if (!moves || killed) return
        killed = true
        kill(kit, anna)
      }
      await desk.add('1')
      await kit.until('anna is killed while she moves it', () => killed)
      await desk.worker('ben', options)
      const dead = await theDead(desk, kit, 1)
      kit.equal('what is in the dead letter', [dead.length, dead[0]?.n], [1, '1'])
      await desk.settled()
      kit.equal('how often it was handled', desk.handled, ['1'])
    },
  },
]

type CheckKit = Parameters<Check<Contract>['run']>[0]

/** Waits until the dead letter has so many entries; gives their fields. */
async function theDead(desk: Desk, kit: CheckKit, count: number): Promise<Record<string, string>[]> {
  const fields = async () => (await desk.entries(desk.deadLetter)).map((entry) => entry.fields)
  await kit.until(`${count} is in the dead letter`, async () => (await fields()).length >= count)
  return fields()
}
