import type { Check } from '../../../../shared/checks/check.ts'
import type { Kit, Way } from '../../../../shared/checks/kit.ts'
import { settlingOf } from '../../../../shared/checks/settling.ts'
import { everyone } from '../../../../shared/redis/proxy.ts'
import type { Contract, Entry } from '../../contract.ts'
import { atWork } from './at-work.ts'
import { Desk, IDLE_MS, numbers } from './desk.ts'

/** Ids in which neither text nor a number plus one tells what comes next. */
const ODD_IDS = ['9-0', '9-1', '9-10', '9-18446744073709551615', '10-0', '10-2']
/** Texts that a client or a protocol might change. */
const ODD = {
  n: 'odd',
  empty: '',
  'a b': 'line\r\nend',
  '*': '-',
  ü: '好 $5 *3',
  constructor: '[object Object]',
}
/** Two refusals of Redis that no second try changes. */
const REFUSALS: readonly (readonly [string, (kit: Kit, desk: Desk, way: Way) => unknown])[] = [
  ['WRONGTYPE', (kit, { stream }) => kit.redis('SET', stream, 'a string, not a stream', 'EX', 60)],
  [
    'NOPERM',
    (_kit, _desk, { proxy }) => proxy.answer(everyone, '*', 'NOPERM User default has no permissions'),
  ],
]
const OUT_OF_MEMORY = "OOM command not allowed when used memory > 'maxmemory'."

const AT_THE_END =
  'You create the group at `$`, the end of the stream, so it never gets what was added before. Create it at `0`'

function beginsAtTheEnd(desk: Desk): boolean {
  return desk.has(/^XGROUP$/, (args) => args.includes('$'))
}

function notByGroup(desk: Desk): string | undefined {
  return desk.has(/^XREAD$/)
    ? 'You read with XREAD, which gives every entry to every reader. XREADGROUP shares the entries of a group'
    : undefined
}

/** Why an entry is not pending while it is handled. */
function tooEarly(desk: Desk, id: string): string | undefined {
  if (desk.has(/^XREADGROUP$/, (args) => args.some((arg) => /^noack$/i.test(arg)))) {
    return 'You read with NOACK, so no entry is ever pending'
  }
  if (desk.has(/^XACK$/, (args) => args.includes(id))) {
    return 'You acknowledge an entry before `handle` has resolved'
  }
  return desk.has(/^XREADGROUP$/) ? undefined : notByGroup(desk)
}

export const readingChecks: readonly Check<Contract>[] = [
  {
    id: '06.2-add',
    task: '06.2',
    title: 'add() resolves with the id, and the entry has its fields and a key of its own',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const feed = await desk.feed()
      const given: Record<string, string>[] = [
        { n: '1' },
        { n: '2' },
        ODD,
        { n: '4', key: 'mine' },
        { n: '5', key: '' },
      ]
      const ids: string[] = []
      for (const fields of given) ids.push(await feed.add(fields))
      const entries = await desk.entries()
      kit.equal(
        'the ids in the stream',
        entries.map(({ id }) => id),
        ids,
      )
      const keys = entries.map(({ fields }) => fields.key)
      if (keys.slice(0, 3).some((key) => !key)) {
        kit.fail(`every entry should have a field "key", and the keys are ${JSON.stringify(keys)}`)
      }
      kit.equal('the keys that were given', keys.slice(3), ['mine', ''], {
        cause: 'A `key` that the caller gives has to stay, even an empty one: put the caller’s fields last',
      })
      kit.equal('how many different keys there are', new Set(keys).size, given.length, {
        cause:
          'Several entries have the same `key`. Make a new one in each call, for example with randomUUID()',
      })
      kit.equal(
        'the other fields',
        entries.map(({ fields: { key: _, ...fields } }) => fields),
        given.map(({ key: _, ...fields }) => fields),
        {
          cause: (got) =>
            got.some((fields) => Object.values(fields).some((value) => value.startsWith('{')))
              ? 'You add JSON. Each name and value of the object becomes a field of the entry'
              : undefined,
        },
      )
    },
  },
  {
    id: '06.2-add-again',
    task: '06.2',
    title: 'the same object added twice makes two entries, each with its own key, and stays as it is',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const feed = await desk.feed()
      const fields = { n: '1' }
      await feed.add(fields)
      await feed.add(fields)
      await feed.add(Object.freeze({ n: '2' }))
      const keys = (await desk.entries()).map((entry) => entry.fields.key)
      kit.equal(
        'the object that was given',
        fields,
        { n: '1' },
        {
          cause: 'You write into the caller’s object. Add a copy with a key: `{ key: …, ...fields }`',
        },
      )
      kit.equal('how many different keys three entries have', new Set(keys).size, 3, {
        cause:
          'You keep a key for an object that was added before. Every add() makes an entry with a key of its own',
      })
    },
  },
  {
    id: '06.2-add-refused',
    task: '06.2',
    title: 'add() rejects with what Redis says when it refuses, and adds nothing',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const way = await kit.way()
      const feed = await desk.feed({ way })
      await feed.add({ n: '1' })
      kit.log('the check: Redis is out of memory')
      const refusing = way.proxy.answer(everyone, '*', OUT_OF_MEMORY)
      const adding = feed.add({ n: '2' })
      const isOver = settlingOf(adding)
      await kit.until('add() settles', isOver, {
        cause: () =>
          refusing.count > 1
            ? 'You try again whatever Redis says. A refusal is for the caller, who knows what to do'
            : undefined,
      })
      const error = await kit.rejects('add() while Redis is out of memory', adding)
      if (!String(error).includes('OOM'))
        kit.fail(`add() should reject with Redis's error, not with ${error}`)
      refusing.stop()
      await feed.add({ n: '3' })
      const texts = (await desk.entries()).map(({ fields: { n } }) => n)
      kit.equal('what is in the stream', texts, ['1', '3'])
    },
  },
  {
    id: '06.2-add-at-once',
    task: '06.2',
    title: 'many add() at once, of two feeds, keep their order, and each has its own id and its own key',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const feeds = [await desk.feed(), await desk.feed()]
      // The same for both, and still they are different entries.
      const texts = numbers(60)
      const ids = await Promise.all(feeds.map((feed) => Promise.all(texts.map((n) => feed.add({ n })))))
      const entries = await desk.entries()
      for (const [index, own] of ids.entries()) {
        kit.equal(
          `what feed ${index + 1} has put into the stream`,
          entries.filter(({ id }) => own.includes(id)).map(({ id, fields }) => [id, fields.n]),
          own.map((id, at) => [id, texts[at]]),
        )
      }
      kit.equal('how many entries there are', entries.length, 120)
      kit.equal(
        'how many different keys there are',
        new Set(entries.map(({ fields }) => fields.key)).size,
        120,
        {
          cause:
            'Different calls have made the same `key`. A time, a counter or the fields themselves come again; randomUUID() doesn’t',
        },
      )
    },
  },
  {
    id: '06.2-reads',
    task: '06.2',
    title: 'each entry is handled once, in the order of the stream, with id, fields and attempt 1',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const worker = await desk.worker('anna')
      const added: Entry[] = []
      const add = async (id: string, fields: Record<string, string>) => {
        const words = Object.entries(fields).flat()
        added.push({
          id: (await kit.redis('XADD', desk.stream, id, ...words)) as string,
          fields,
          attempt: 1,
        })
      }
      for (const [index, id] of ODD_IDS.entries()) {
        await add(id, { n: String(index), key: id })
        // One by one, so that the place in the stream is made after each of them.
        await kit.until(`the entry ${id} is handled`, () => worker.entries.length >= added.length, {
          cause: () => (desk.has(/^XREADGROUP$/) ? undefined : notByGroup(desk)),
        })
      }
      await add('*', ODD)
      // Two equal ones are two.
      await add('*', { n: 'same' })
      await add('*', { n: 'same' })
      await kit.until('all are handled', () => worker.entries.length >= added.length)
      await add('*', { n: 'end' })
      await kit.until('the last one is handled', () => worker.texts.includes('end'))
      kit.equal(
        'what anna was given',
        worker.entries.map(({ id, fields, attempt }) => ({ id, fields: { ...fields }, attempt })),
        added,
        {
          cause: (got) =>
            got.some(({ fields }) => fields.n === undefined)
              ? 'The fields aren’t where you look for them. The lesson’s table “Compare” shows the reply of each client'
              : undefined,
        },
      )
      await desk.settled()
    },
  },
  {
    id: '06.2-idle',
    task: '06.2',
    title: 'a consumer goes on waiting when a read has brought nothing',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const worker = await desk.worker('anna', { idleMs: IDLE_MS })
      let replies = 0
      worker.way.proxy.also(({ what }) => {
        if (what === 'reply') replies++
      })
      await kit.until('Redis has replied to anna several times, without an entry', () => replies >= 4)
      await desk.add('1')
      await desk.handles('1')
      await desk.settled()
    },
  },
  {
    id: '06.2-from-the-start',
    task: '06.2',
    title: 'a new group gets what was added before its first consumer came; one that is there goes on',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      desk.causes = { missing: () => (beginsAtTheEnd(desk) ? AT_THE_END : undefined) }
      await desk.add('1', '2', '3')
      await desk.worker('anna')
      await desk.handles('1', '2', '3')
      await desk.settled()
      await desk.worker('ben')
      await desk.add('4')
      await desk.handles('1', '2', '3', '4')
      await desk.settled()
      await desk.leaves('1', '2', '3', '4')
    },
  },
  {
    id: '06.2-shared',
    task: '06.2',
    title: 'consumers of one group share the entries, and another group gets all of them, too',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      desk.causes = { more: () => (desk.has(/^XREADGROUP$/) ? undefined : notByGroup(desk)) }
      await Promise.all(['anna', 'ben', 'carla'].map((name) => desk.worker(name, { count: 1 })))
      const other = new Desk(kit, subject)
      const log = await other.worker('log', { group: 'log' })
      await desk.add(...numbers(15))
      await desk.handles(...numbers(15))
      await desk.add('16')
      await desk.handles(...numbers(16))
      await desk.progress(() => log.texts.length, 16)
      kit.equal('what the other group was given', log.texts, numbers(16))
      await desk.settled()
      await desk.settled('log')
    },
  },
  {
    id: '06.2-afterwards',
    task: '06.2',
    title: 'an entry is acknowledged when it is handled, and not before',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const worker = await desk.worker('anna', { count: 2, handle: (_, anna) => anna.wait() })
      const ids = await desk.add(...numbers(5))
      for (let done = 0; done < 5; done++) {
        await kit.until(`anna is given ${done + 1}`, () => worker.entries.length === done + 1)
        const isAcknowledged = async () => !(await desk.pending()).includes(ids[done - 1] ?? '')
        await kit.until(`${done}, which was handled, is acknowledged`, isAcknowledged)
        const pending = await desk.pending()
        if (!pending.includes(ids[done]!)) {
          const cause = tooEarly(desk, ids[done]!)
          kit.fail(`${done + 1} is being handled, and is not pending: Redis takes it for done`, { cause })
        }
        if (pending.length > 2) kit.fail(`with count 2, ${pending.length} entries are taken at a time`)
        worker.goOn()
      }
      await desk.settled()
      kit.equal('what anna was given', worker.texts, numbers(5))
    },
  },
  {
    id: '06.2-rejects',
    task: '06.2',
    title: 'good, bad, good in one burst: what fails stays pending and is reported, the rest is done',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const errors = [new Error('rejected'), new Error('thrown')]
      const worker = await desk.worker('anna', {
        handle: ({ fields: { n } }) => {
          if (n === '2') return Promise.reject(errors[0])
          if (n === '4') throw errors[1]
        },
      })
      desk.causes = {
        missing: (handled) =>
          handled.includes('2')
            ? `After ${handled.at(-1)} had failed, what was read together with it is never handed over`
            : undefined,
      }
      const ids = await desk.add(...numbers(6))
      await desk.handles(...numbers(6))
      await kit.until('only what has failed is pending', async () => (await desk.pending()).length <= 2)
      kit.equal('what is pending', await desk.pending(), [ids[1], ids[3]], {
        cause: () =>
          desk.has(/^XACK$/, (args) => args.includes(ids[1]!) || args.includes(ids[3]!))
            ? 'You acknowledge an entry although `handle` has failed. XACK belongs behind its success, not in `finally`'
            : undefined,
      })
      kit.equal(
        'what was reported',
        worker.way.problems.map((problem) => [
          problem.kind,
          'channel' in problem && problem.channel,
          errors.indexOf(problem.error as Error),
        ]),
        [
          ['handler', desk.stream, 0],
          ['handler', desk.stream, 1],
        ],
      )
    },
  },
  {
    id: '06.2-one-at-a-time',
    task: '06.2',
    title: 'the next entry is handed over when the one before it is done',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const calls = atWork(kit)
      await desk.worker('anna', { handle: calls.handle })
      await desk.add(...numbers(12))
      await desk.handles(...numbers(12))
      kit.equal('how many entries were at work at the same time, at most', calls.most, 1, {
        cause: 'You hand over the next entry before the promise of `handle` has settled: await it',
      })
    },
  },
  {
    id: '06.2-refused',
    task: '06.2',
    title: 'consumer() rejects with what Redis says, and leaves no connection',
    async run(kit, subject) {
      for (const [word, refuse] of REFUSALS) {
        const desk = new Desk(kit, subject, word.toLowerCase())
        const way = await kit.way()
        await refuse(kit, desk, way)
        const joining = desk.worker('anna', { way })
        const isOver = settlingOf(joining)
        await kit.until(`consumer() settles, though Redis says ${word}`, isOver, {
          cause: () =>
            desk.sent.filter(({ name }) => name === 'XGROUP').length > 1
              ? `You try again although Redis has refused: ${word} stays the same`
              : undefined,
        })
        const error = await kit.rejects(`consumer(), while Redis says ${word},`, joining, {
          cause: () =>
            desk.has(/^XGROUP$/)
              ? 'You take every error of XGROUP CREATE for “the group is there”. Only BUSYGROUP says so'
              : undefined,
        })
        if (!String(error).includes(word)) kit.fail(`it should reject with ${word}, not with ${error}`)
        await kit.until('no connection is left', () => way.proxy.links.size === 0)
      }
    },
  },
]
