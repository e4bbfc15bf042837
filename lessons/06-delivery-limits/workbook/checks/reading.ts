import type { Check } from '../../../../shared/checks/check.ts'
import type { WireEvent } from '../../../../shared/redis/wire.ts'
import type { Contract, Entry } from '../../contract.ts'
import { atWork } from './at-work.ts'
import { Desk, numbers } from './desk.ts'

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
export const readingChecks: readonly Check<Contract>[] = [
  {
    id: '06.2-add',
    task: '06.2',
    title: 'add() resolves with the id, and the entry has its fields and a key of its own',
    misconception: 'fields are turned into one JSON text, or the key is the same for all',
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
        kit.fail(`every entry should have a field "key", and they have ${keys}`)
      }
      kit.equal('how many different keys there are', new Set(keys).size, given.length)
      kit.equal('the keys that were given', keys.slice(3), ['mine', ''])
      kit.equal(
        'the other fields',
        entries.map(({ fields: { key: _, ...fields } }) => fields),
        given.map(({ key: _, ...fields }) => fields),
      )
    },
  },
  {
    id: '06.2-add-at-once',
    task: '06.2',
    title: 'many add() at once, of two feeds, keep their order, and each has its own id and its own key',
    misconception:
      'an id is made by hand, or a result is kept where the next call overwrites it; or the key is a time, a number that each feed counts, or made of the fields',
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
      )
    },
  },
  {
    id: '06.2-max-length',
    task: '06.2',
    title: 'with maxLength, the stream keeps about as many; without, it keeps all',
    misconception: 'the stream is never trimmed, or it is trimmed where nobody has asked for it',
    async run(kit, subject) {
      const [short, long] = [new Desk(kit, subject, 'short'), new Desk(kit, subject, 'long')]
      const way = await kit.way()
      const [trimmed, whole] = [await short.feed({ maxLength: 20, way }), await long.feed({ way })]
      const texts = numbers(300)
      await Promise.all(texts.flatMap((n) => [trimmed.add({ n }), whole.add({ n })]))
      const kept = (await short.entries()).map(({ fields }) => fields.n)
      kit.equal('the length without maxLength', (await long.entries()).length, texts.length)
      // Redis trims whole nodes of a hundred entries.
      if (kept.length < 20 || kept.length > 20 + 200) {
        kit.fail(`with maxLength 20 the stream should keep about 20 of 300 entries, and keeps ${kept.length}`)
      }
      kit.equal('the last of them', kept.at(-1), '300')
    },
  },
  {
    id: '06.2-reads',
    task: '06.2',
    title: 'each entry is handled once, in the order of the stream, with id, fields and attempt 1',
    misconception:
      'the next id is computed by hand, or ids are compared as texts; or the reply has another shape than expected',
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
        await kit.until(`${id} is handled`, () => worker.entries.length >= added.length)
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
      )
      await desk.settled()
    },
  },
  {
    id: '06.2-from-the-start',
    task: '06.2',
    title: 'a new group gets what was added before its first consumer came; one that is there goes on',
    misconception:
      'the group begins at `$`, so that all that was added before is lost; or what is done is deleted, and the next group never gets it',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
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
    misconception: 'every consumer has a group of its own; or two that start together fail with BUSYGROUP',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
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
    misconception: 'XACK is sent when an entry has been read, or with NOACK nothing is ever pending',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const worker = await desk.worker('anna', { count: 2, handle: (_, anna) => anna.wait() })
      const ids = await desk.add(...numbers(5))
      for (let done = 0; done < 5; done++) {
        await kit.until(`anna is given ${done + 1}`, () => worker.entries.length === done + 1)
        await kit.until('what was handled is acknowledged', async () => {
          return !(await desk.pending()).includes(ids[done - 1] ?? '')
        })
        const pending = await desk.pending()
        if (!pending.includes(ids[done]!)) {
          kit.fail(`${done + 1} is being handled, and Redis already takes it for done`)
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
    misconception: 'XACK stands in a `finally`, or an error of the handler ends the loop',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const errors = [new Error('rejected'), new Error('thrown')]
      const worker = await desk.worker('anna', {
        handle: ({ fields: { n } }) => {
          if (n === '2') return Promise.reject(errors[0])
          if (n === '4') throw errors[1]
        },
      })
      const ids = await desk.add(...numbers(6))
      await desk.handles(...numbers(6))
      await kit.until('only what has failed is pending', async () => (await desk.pending()).length <= 2)
      kit.equal('what is pending', await desk.pending(), [ids[1], ids[3]])
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
    misconception: 'the promise of `handle` is not awaited, so that all entries are at work at the same time',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const calls = atWork(kit)
      await desk.worker('anna', { handle: calls.handle })
      await desk.add(...numbers(12))
      await desk.handles(...numbers(12))
      kit.equal('how many entries were at work at the same time, at most', calls.most, 1)
    },
  },
  {
    id: '06.2-own-connection',
    task: '06.2',
    title: 'nothing waits behind a read that waits for entries',
    misconception:
      'a blocking read holds up all that is sent behind it on its connection, so it needs one of its own',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const way = await kit.way()
      const waiting = new Map<number, string>()
      let behind: string | undefined
      way.proxy.also((event) => {
        behind ??= sentBehind(waiting, event)
      })
      const feed = await desk.feed({ way })
      const worker = await desk.worker('anna', {
        way,
        count: 1,
        handle: async ({ fields: { n } }) => {
          // While this one is at work, there may be a read that waits already.
          if (Number(n) % 2) await feed.add({ n: `${n} more` })
        },
      })
      for (const n of numbers(4)) {
        await feed.add({ n })
        await kit.until('it is handled', () => worker.texts.includes(n))
      }
      await kit.until('all are handled', () => worker.entries.length >= 6)
      await desk.settled()
      await feed.add({ n: 'end' })
      await kit.until('the last one is handled', () => worker.texts.includes('end'))
      if (behind) kit.fail(behind)
    },
  },
  {
    id: '06.2-refused',
    task: '06.2',
    title: 'consumer() rejects with what Redis says, and leaves no connection',
    misconception: 'every error of XGROUP CREATE is taken for "the group is there already"',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      await kit.redis('SET', desk.stream, 'a text, and no stream', 'EX', 60)
      const way = await kit.way()
      const error = await kit.rejects('consumer() on a key that is no stream', desk.worker('anna', { way }))
      if (!String(error).includes('WRONGTYPE')) kit.fail(`it should reject with WRONGTYPE, not with ${error}`)
      await kit.until('no connection is left', () => way.proxy.links.size === 0)
    },
  },
]

/**
 * Notes which connections wait for entries.
 *
 * @param waiting By connection, the read that waits.
 * @returns A sentence when a command was sent behind one.
 */
function sentBehind(waiting: Map<number, string>, event: WireEvent): string | undefined {
  if (event.what === 'reply' || event.what === 'closed') {
    if (event.what === 'closed' || /^xread/i.test(event.name)) waiting.delete(event.connection)
    return undefined
  }
  if (event.what !== 'command') return undefined
  const before = waiting.get(event.connection)
  const blocks = /^xread/i.test(event.name) && event.args.some((arg) => /^block$/i.test(arg))
  if (blocks) waiting.set(event.connection, event.name)
  // By a PING, a client finds out whether a connection is alive.
  if (!before || /^ping$/i.test(event.name)) return undefined
  return `on connection ${event.connection}, ${event.name} was sent behind ${before}, which waits for entries`
}
