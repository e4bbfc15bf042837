import type { Check } from '../../../../shared/checks/check.ts'
import type { Contract, Entry } from '../../contract.ts'
import { atWork } from './at-work.ts'
import { Desk, IDLE_MS, kill, LONG_MS, numbers } from './desk.ts'

export const takingOverChecks: readonly Check<Contract>[] = [
  {
    id: '06.3-crashed',
    task: '06.3',
    title: 'what a killed consumer had in hand is handled by another one, as attempt 2',
    misconception: '`>` is taken for "all that is not done": it never gives what was delivered to somebody',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const anna = await desk.worker('anna', {
        idleMs: IDLE_MS,
        way: await kit.way(),
        handle: (_, worker) => worker.wait(),
      })
      await desk.add(...numbers(3))
      await kit.until('anna is at work', () => anna.entries.length === 1)
      kill(kit, anna)
      const ben = await desk.worker('ben', { idleMs: IDLE_MS })
      // Anna has begun with the first one and not finished it.
      await desk.handles('1', ...numbers(3))
      const first = ben.entries.find(({ fields }) => fields.n === '1')
      kit.equal('the attempt at the one that anna had begun with', first?.attempt, 2)
      kit.equal('its id and fields', [first?.id, { ...first?.fields }], [anna.entries[0]?.id, { n: '1' }])
      await desk.settled()
    },
  },
  {
    id: '06.3-all-pages',
    task: '06.3',
    title: 'more than a hundred abandoned entries are all handled, each once, and later ones too',
    misconception:
      'only the first page is looked at; or a cursor is kept for ever; or the place behind an id is computed by hand',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      await desk.createGroup()
      const texts = numbers(130)
      // In one millisecond, so that an id plus one is not the next id.
      const add = (n: string) => kit.redis('XADD', desk.stream, `7-${n}`, 'n', n)
      await Promise.all(texts.map(add))
      const early = await desk.takes('gone', 20)
      await desk.takes('also gone', 110)
      await desk.idle('also gone', await after(desk, early), IDLE_MS)
      const anna = await desk.worker('anna', { idleMs: IDLE_MS })
      while (anna.entries.length < 110) {
        const before = anna.entries.length
        await kit.until('the later ones are handled', async () => {
          // So long, the first ones are in good hands. Then they are abandoned, too.
          await desk.idle('gone', early, 0)
          return anna.entries.length > before
        })
      }
      await desk.handles(...texts)
      await desk.settled()
      await Promise.all(numbers(140, 131).map(add))
      await desk.handles(...numbers(140))
    },
  },
  {
    id: '06.3-no-earlier',
    task: '06.3',
    title: 'what somebody has taken only just now is left to them',
    misconception:
      'pending is taken for abandoned: XCLAIM or XAUTOCLAIM with an idle time of 0, or less than idleMs',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      await desk.createGroup()
      await desk.add(...numbers(4))
      const [fresh, idle] = [await desk.takes('busy', 2), await desk.takes('gone', 2)]
      const idleMs = LONG_MS * 2
      // Somebody is still busy with these, and has been for half of the time.
      const stillBusy = () => desk.idle('busy', fresh, idleMs / 2)
      await stillBusy()
      await desk.idle('gone', idle, idleMs * 5)
      const anna = await desk.worker('anna', { idleMs })
      await kit.until('anna handles what was abandoned', async () => {
        await stillBusy()
        return anna.entries.length >= 2
      })
      await desk.add('end')
      await kit.until('anna handles the last one', async () => {
        await stillBusy()
        return anna.texts.includes('end')
      })
      kit.equal('what anna was given', anna.texts.sort(), ['3', '4', 'end'])
      await kit.until(
        'the last one is acknowledged',
        async () => (await desk.pending()).length <= fresh.length,
      )
      kit.equal('what is pending', await desk.pending(), fresh)
    },
  },
  {
    id: '06.3-one-gets-it',
    task: '06.3',
    title: 'three look at the same moment, and each abandoned entry goes to one of them',
    misconception:
      'who has seen it on the list takes it: Redis has to decide, by the idle time in XCLAIM; or what somebody else got is taken for gone, and acknowledged',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      await desk.createGroup()
      await desk.add(...numbers(30))
      const idleMs = LONG_MS
      await desk.idle('gone', await desk.takes('gone', 30), idleMs * 5)
      const early: string[] = []
      const handle = async ({ id, fields: { n } }: Entry) => {
        // The others have time to ask for the same one.
        for (let answer = 0; answer < 3; answer++) await kit.redis('PING')
        if (!(await desk.pending()).includes(id)) early.push(n ?? '')
      }
      await Promise.all(['anna', 'ben', 'carla'].map((name) => desk.worker(name, { idleMs, handle })))
      await desk.handles(...numbers(30))
      await desk.settled()
      kit.equal('what somebody has acknowledged while another one was at work on it', early, [])
      await desk.add('31')
      await desk.handles(...numbers(31))
    },
  },
  {
    id: '06.3-one-at-a-time',
    task: '06.3',
    title: 'what is taken over and what is new are handed over one after the other, too',
    misconception: 'taking over goes on beside the reading, and each of them has an entry at work',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      await desk.createGroup()
      await desk.add(...numbers(12))
      await desk.idle('gone', await desk.takes('gone', 12), LONG_MS * 5)
      await desk.add(...numbers(24, 13))
      const calls = atWork(kit)
      await desk.worker('anna', { idleMs: LONG_MS, handle: calls.handle })
      await desk.handles(...numbers(24))
      await desk.settled()
      kit.equal('how many entries were at work at the same time, at most', calls.most, 1)
    },
  },
  {
    id: '06.3-busy-stream',
    task: '06.3',
    title: 'what was abandoned is handled also while new entries never cease to come',
    misconception:
      'what is abandoned is looked for when nothing new was read, and on a busy stream there is always more',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      await desk.createGroup()
      await desk.add('abandoned')
      await desk.idle('gone', await desk.takes('gone', 1), LONG_MS * 5)
      await desk.add('1')
      let more = true
      const handle = async ({ fields: { n } }: Entry) => {
        // Before this one is done, the next one is there.
        if (more && n !== 'abandoned') await desk.add(String(Number(n) + 1))
      }
      const anna = await desk.worker('anna', { idleMs: LONG_MS, handle })
      try {
        await kit.until('what was abandoned is handled', () => anna.texts.includes('abandoned'))
      } finally {
        more = false
      }
      await desk.settled()
    },
  },
  {
    id: '06.3-own',
    task: '06.3',
    title: 'what has failed comes again to the same consumer, with the next attempt, until it is done',
    misconception: 'only what others have left is looked at',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const anna = await desk.worker('anna', {
        idleMs: IDLE_MS,
        handle: ({ fields: { n }, attempt }) => {
          if (n === '2' && attempt < 3) throw new Error('not yet')
        },
      })
      await desk.add(...numbers(3))
      await desk.handles('1', '2', '2', '2', '3')
      const attempts = anna.entries.filter(({ fields }) => fields.n === '2').map(({ attempt }) => attempt)
      kit.equal('the attempts at the one that failed', attempts, [1, 2, 3])
      await desk.settled()
    },
  },
  {
    id: '06.3-deleted',
    task: '06.3',
    title: 'an abandoned entry that is gone from the stream keeps nobody from the others',
    misconception:
      'every pending entry has fields: with id 0, node-redis throws a TypeError for one that is gone, and ioredis gives null',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      await desk.createGroup()
      const ids = await desk.add(...numbers(5))
      // Somebody else, and anna herself before she was started again.
      for (const name of ['anna', 'gone']) await desk.takes(name, 3)
      for (const id of [ids[1]!, ids[3]!]) await kit.redis('XDEL', desk.stream, id)
      kit.log('the check: 2 and 4 are deleted')
      const anna = await desk.worker('anna', { idleMs: IDLE_MS })
      await desk.handles('1', '3', '5')
      await desk.add('6')
      await desk.handles('1', '3', '5', '6')
      kit.equal('what was reported', anna.way.problems, [])
    },
  },
]

/** The pending entries that are not among these. */
async function after(desk: Desk, early: readonly string[]): Promise<string[]> {
  return (await desk.pending()).filter((id) => !early.includes(id))
}
