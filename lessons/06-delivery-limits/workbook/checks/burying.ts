import type { Check } from '../../../../shared/checks/check.ts'
import type { Contract, Entry } from '../../contract.ts'
import { Desk, IDLE_MS, kill, LONG_MS, numbers } from './desk.ts'
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
      // Other groups may handle it.
      await desk.leaves(...numbers(4))
      const { problems } = await desk.way()
      kit.equal(
        'the kinds of problems reported',
        problems.map(({ kind }) => kind),
        Array(3).fill('handler'),
      )
    },
  },
  {
    id: '06.5-reason',
    task: '06.5',
    title: 'what fails with something that is no Error goes to the dead letter with a reason, too',
    misconception: 'whatever is thrown is taken for an Error, which has a message',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const handle = ({ fields: { n } }: Entry) => Promise.reject(n === '1' ? 'no address' : undefined)
      await desk.worker('anna', { idleMs: IDLE_MS, maxAttempts: 1, handle })
      await desk.add('1', '2')
      const dead = await theDead(desk, kit, 2)
      kit.equal('what is in the dead letter', dead.map(({ n }) => n).sort(), ['1', '2'])
      const silent = dead.filter((fields) => !fields['dead:reason']).map(({ n }) => n)
      kit.equal('what is there without a reason', silent, [])
      await desk.settled()
    },
  },
  {
    id: '06.5-once',
    task: '06.5',
    title:
      'what was delivered too often already goes to the dead letter once, whoever sees it, and to no handler',
    misconception:
      'all who see it on the list move it, without XCLAIM; or it has to have been delivered maxAttempts times exactly, which somebody may have changed',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      await desk.createGroup()
      await desk.add(...numbers(30))
      await desk.idle('gone', await desk.takes('gone', 30), LONG_MS * 5, 5)
      kit.log('the check: they were delivered 5 times')
      const options = { idleMs: LONG_MS, maxAttempts: 3 }
      await Promise.all(['anna', 'ben', 'carla'].map((name) => desk.worker(name, options)))
      await desk.settled()
      await desk.add('end')
      await kit.until('the last one is handled', () => desk.handled.includes('end'))
      await desk.settled()
      kit.equal('what was handled', desk.handled, ['end'])
      const dead = (await desk.entries(desk.deadLetter)).map(({ fields }) => fields)
      kit.equal(
        'what is in the dead letter',
        dead.map((fields) => [fields.n, fields['dead:attempts']]).sort(([a], [b]) => Number(a) - Number(b)),
        numbers(30).map((n) => [n, '5']),
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
      let killed = false
      anna.way.proxy.also((event) => {
        const moves = event.what === 'command' && event.name === 'XADD' && event.args[0] === desk.deadLetter
        if (!moves || killed) return
        killed = true
        kill(kit, anna)
      })
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
