import type { Check } from '../../../../shared/checks/check.ts'
import type { Cause } from '../../../../shared/checks/kit.ts'
import type { Contract, Entry } from '../../contract.ts'
import { Desk, IDLE_MS, kill, LONG_MS, numbers } from './desk.ts'
import type { Worker } from './worker.ts'

export const buryingChecks: readonly Check<Contract>[] = [
  {
    id: '06.5-rejects',
    task: '06.5',
    title: 'what fails at every attempt goes to the dead letter after the last one, with all that is known',
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
      const dead = await theDead(desk, kit, 1, () =>
        attempts > 3
          ? `It was handed over ${attempts} times with maxAttempts 3: compare with >=, because this attempt counts`
          : undefined,
      )
      kit.equal(
        'the dead letter',
        dead,
        [
          {
            n: '2',
            key: 'k',
            to: 'a:b',
            'dead:id': id,
            'dead:attempts': '3',
            'dead:reason': 'failed for the 3th time',
          },
        ],
        {
          cause: ([letter]) =>
            letter && letter.n === undefined
              ? 'The dead letter needs the fields, not only the ID: the stream may be trimmed'
              : undefined,
        },
      )
      await desk.settled(desk.group, 'What is in the dead letter has to be acknowledged, or it comes again')
      await desk.add('4')
      await desk.handles('1', '2', '2', '2', '3', '4')
      kit.equal('how many entries are in the dead letter', (await desk.entries(desk.deadLetter)).length, 1)
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
    title: 'what fails with a value that isn’t an Error goes to the dead letter with a reason',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const handle = ({ fields: { n } }: Entry) => Promise.reject(n === '1' ? 'no address' : undefined)
      await desk.worker('anna', { idleMs: IDLE_MS, maxAttempts: 1, handle })
      await desk.add('1', '2')
      const dead = await theDead(
        desk,
        kit,
        2,
        'A handler may throw a string or undefined, which have no `message`',
      )
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
      'what was delivered `maxAttempts` times or more goes to the dead letter once, whoever sees it, and to no handler',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      await desk.createGroup()
      await desk.add(...numbers(30))
      const ids = await desk.takes('gone', 30)
      await desk.idle('gone', ids.slice(0, 15), LONG_MS * 5, 5)
      await desk.idle('gone', ids.slice(15), LONG_MS * 5, 3)
      kit.log('the check: 1 to 15 were delivered 5 times, 16 to 30 were delivered 3 times')
      const options = { idleMs: LONG_MS, maxAttempts: 3 }
      await Promise.all(['anna', 'ben', 'carla'].map((name) => desk.worker(name, options)))
      await desk.settled()
      await desk.add('end')
      await kit.until('the last one is handled', () => desk.handled.includes('end'))
      await desk.settled()
      const dead = (await desk.entries(desk.deadLetter)).map(({ fields }) => fields)
      kit.equal('what was handled', desk.handled, ['end'], {
        cause: (got) => {
          if (dead.length === 0)
            return 'takeOver() hands over what was delivered `maxAttempts` times already: call buryUnfinished() there'
          const rest = got.filter((n) => n !== 'end')
          if (sameTexts(rest, numbers(15)))
            return 'An entry can have been delivered more often than `maxAttempts`: compare with >=, not ==='
          return sameTexts(rest, numbers(30, 16))
            ? 'An entry that was delivered exactly `maxAttempts` times has had its last attempt: compare with >=, not >'
            : undefined
        },
      })
      kit.equal(
        'what is in the dead letter',
        dead.map((fields) => [fields.n, fields['dead:attempts']]).sort(([a], [b]) => Number(a) - Number(b)),
        numbers(30).map((n) => [n, String(deliveriesOf(n))]),
        {
          cause: (got) => {
            if (got.length > 30)
              return 'Each consumer that sees an entry on the list moves it. Only the one that gets it by XCLAIM may'
            if (got.every(([n, attempts]) => Number(attempts) === deliveriesOf(n) + 1))
              return 'Your own XCLAIM, which only moves the entry, is counted as a delivery'
            return got.every(([, attempts]) => attempts === '3')
              ? '`dead:attempts` says how often the entry was delivered, and not maxAttempts'
              : undefined
          },
        },
      )
    },
  },
  {
    id: '06.5-kills',
    task: '06.5',
    waits: true,
    title: 'an entry that kills each process goes to the dead letter, and no innocent one with it',
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
      const dead = await theDead(desk, kit, 1, () =>
        desk.workers.at(-1)!.texts.includes('3')
          ? 'It was handed over a fourth time. No `catch` of a process that was killed has counted: XPENDING has'
          : undefined,
      )
      const buried = async () =>
        (await desk.entries(desk.deadLetter)).map(({ fields }) => [fields.n, fields['dead:attempts']])
      const onlyTheGuilty = async () =>
        kit.equal('what is in the dead letter', await buried(), [['3', '3']], {
          cause: (got) => (got.some(([n]) => n !== '3') ? claimsMany(desk) : undefined),
        })
      await desk.add('end')
      const all = ['1', '2', '4', '5', '6', 'end']
      await kit.until('all others are handled', async () => {
        // An innocent entry there will never be handled.
        if ((await buried()).some(([n]) => n !== '3')) await onlyTheGuilty()
        return all.every((n) => desk.handled.includes(n))
      })
      await desk.settled()
      kit.equal('who has tried it', tried, ['anna', 'ben', 'carla'])
      await onlyTheGuilty()
      if (!dead[0]?.['dead:reason']) kit.fail('dead:reason should say something')
    },
  },
  {
    id: '06.5-crash-between',
    task: '06.5',
    waits: true,
    title: 'a consumer that is killed while it moves an entry to the dead letter loses nothing',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const options = { idleMs: IDLE_MS, maxAttempts: 1, handle: failing }
      const anna = await desk.worker('anna', { ...options, way: await kit.way() })
      let killed = false
      anna.way.proxy.also((event) => {
        if (event.what !== 'command' || !event.args.includes(desk.deadLetter) || killed) return
        killed = true
        kit.log('the check: this does not reach Redis')
        kill(kit, anna)
      })
      await desk.add('1')
      await kit.until('anna sends the entry to the dead letter', () => killed)
      await desk.worker('ben', options)
      const dead = await theDead(desk, kit, 1, () =>
        desk.has(/^XACK$/) ? 'You acknowledge the entry before it is in the dead letter' : undefined,
      )
      kit.equal('what is in the dead letter', [dead.length, dead[0]?.n], [1, '1'])
      await desk.settled()
      kit.equal('how often it was handled', desk.handled, ['1'])
    },
  },
  {
    id: '06.5-refused',
    task: '06.5',
    title:
      'an entry that Redis refuses to add to the dead letter stays pending, is reported, and is moved later',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      await kit.redis('SET', desk.deadLetter, 'a string, not a stream', 'EX', 60)
      kit.log('the check: a string has the name of the dead letter')
      const handle = ({ fields: { n } }: Entry) => {
        if (n === '1') throw new Error('no')
      }
      const anna = await desk.worker('anna', { idleMs: IDLE_MS, maxAttempts: 1, handle })
      const [id] = await desk.add('1', '2')
      const isReported = () => anna.way.problems.some(({ kind }) => kind === 'connection')
      const isPending = async () => (await desk.pending()).includes(id!)
      await kit.until('2, which does not fail, is handled', () => anna.texts.includes('2'))
      await kit.until(
        'the refusal is reported, with kind connection',
        async () => isReported() || !(await isPending()),
      )
      kit.equal('whether 1 is still pending', await isPending(), true, {
        cause: () =>
          desk.has(/^MULTI$/)
            ? 'A MULTI goes on behind a command that failed: XADD was refused, and XACK was run. Acknowledge when XADD has succeeded'
            : 'The entry was acknowledged, though it is not in the dead letter',
      })
      await kit.until('WRONGTYPE is reported, with kind connection', () =>
        anna.way.problems.some(
          ({ kind, error }) => kind === 'connection' && String(error).includes('WRONGTYPE'),
        ),
      )
      await kit.redis('DEL', desk.deadLetter)
      kit.log('the check: the string is gone')
      const dead = await theDead(desk, kit, 1)
      kit.equal(
        'what is in the dead letter',
        dead.map(({ n }) => n),
        ['1'],
      )
      await desk.settled()
    },
  },
  {
    id: '06.5-replayed',
    task: '06.5',
    title: 'an entry that was in a dead letter before gets the new ID, count and reason',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      await desk.worker('anna', { idleMs: IDLE_MS, maxAttempts: 1, handle: failing })
      const old = ['dead:id', '1-0', 'dead:attempts', '9', 'dead:reason', 'long ago']
      const id = await kit.redis('XADD', desk.stream, '*', 'n', '1', ...old)
      kit.log('the check adds 1, with the fields of an earlier dead letter')
      const dead = await theDead(desk, kit, 1)
      const expected = { n: '1', 'dead:id': id, 'dead:attempts': '1', 'dead:reason': 'no' }
      kit.equal('the dead letter', dead, [expected], {
        cause: ([letter]) =>
          letter?.['dead:reason'] === 'long ago'
            ? 'The entry’s own fields replace yours. Put the fields that begin with `dead:` last'
            : undefined,
      })
    },
  },
]

/** How often the entries of 06.5-once were delivered before. */
function deliveriesOf(n: string | undefined): number {
  return Number(n) <= 15 ? 5 : 3
}

function sameTexts(texts: readonly string[], others: readonly string[]): boolean {
  return texts.join() === others.join()
}

/** Why entries that were never tried count as delivered. */
function claimsMany(desk: Desk): string | undefined {
  const counts = (args: readonly string[]) => !args.some((arg) => /^justid$/i.test(arg))
  const isMany = (args: readonly string[]) =>
    counts(args) && args.slice(4).filter((arg) => /^\d+-\d+$/.test(arg)).length > 1
  if (desk.has(/^XCLAIM$/, isMany)) {
    return 'You claim many at once, and each XCLAIM counts as a delivery for all of them: claim one, right before it is handled'
  }
  return desk.has(/^XAUTOCLAIM$/, counts)
    ? 'XAUTOCLAIM counts a delivery for every entry that it takes. Take one at a time, right before you handle it'
    : undefined
}

/** A handler that always throws. */
function failing(): never {
  throw new Error('no')
}

type CheckKit = Parameters<Check<Contract>['run']>[0]

/** Waits until the dead letter has so many entries; gives their fields. */
async function theDead(
  desk: Desk,
  kit: CheckKit,
  count: number,
  cause?: Cause<boolean>,
): Promise<Record<string, string>[]> {
  const fields = async () => (await desk.entries(desk.deadLetter)).map((entry) => entry.fields)
  const isThere = async () => (await fields()).length >= count
  await kit.until(`the dead letter has ${count}`, isThere, { cause })
  return fields()
}
