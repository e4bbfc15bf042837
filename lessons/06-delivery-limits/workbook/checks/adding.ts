import type { Check } from '#shared/checks/check.ts'
import { sameData } from '#shared/checks/same-data.ts'
import { trackSettled } from '#shared/core/track-settled.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import type { Contract } from '../../contract.ts'
import { ODD } from './odd-entries.ts'
import { numbers, TestBed } from './test-bed.ts'

const OUT_OF_MEMORY = "OOM command not allowed when used memory > 'maxmemory'."

export const addingChecks: readonly Check<Contract>[] = [
  {
    id: '06.2-add',
    task: '06.2',
    title: 'add() resolves with the ID; the entry has its fields and a unique key',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const feed = await bed.feed()
      const given: Record<string, string>[] = [
        { n: '1' },
        { n: '2' },
        ODD,
        { n: '4', key: 'mine' },
        { n: '5', key: '' },
      ]
      const ids: string[] = []
      for (const fields of given) ids.push(await feed.add(fields))
      const entries = await bed.entries()
      context.equal(
        'the IDs in the stream',
        entries.map(({ id }) => id),
        ids,
      )
      const keys = entries.map(({ fields }) => fields.key)
      if (keys.slice(0, 3).some((key) => !key)) {
        context.fail(`each entry should have a field "key", but the keys are ${JSON.stringify(keys)}`)
      }
      context.equal('the keys that the caller passed', keys.slice(3), ['mine', ''], {
        cause: "You replace the `key` that the caller passes. Put the caller's fields last.",
      })
      context.equal('the number of different keys', new Set(keys).size, given.length, {
        cause: 'Several entries have the same `key`. Call randomUUID() in each add().',
      })
      const keyOfFirstWrong = () => {
        const wrong = entries.find(
          ({ fields }, index) => !sameData(fields, { key: fields.key, ...given[index] }),
        )
        return wrong?.fields.key ?? ''
      }
      context.equal(
        'the other fields',
        entries.map(({ fields: { key: _, ...fields } }) => fields),
        given.map(({ key: _, ...fields }) => fields),
        {
          cause: (got) =>
            got.some((fields) => Object.values(fields).some((value) => value.startsWith('{')))
              ? 'You add JSON. Pass the names and values as separate fields.'
              : undefined,
          decided: (event) => event.includes(' XADD ') && event.includes(keyOfFirstWrong()),
        },
      )
    },
  },
  {
    id: '06.2-add-again',
    task: '06.2',
    title:
      "adding the same object twice creates two entries with different keys, and doesn't change the object",
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const feed = await bed.feed()
      const fields = { n: '1' }
      await feed.add(fields)
      await feed.add(fields)
      await feed.add(Object.freeze({ n: '2' }))
      const keys = (await bed.entries()).map((entry) => entry.fields.key)
      context.equal(
        'the object that was passed',
        fields,
        { n: '1' },
        {
          cause: "You change the caller's object. Make a new one: `{ key: …, ...fields }`.",
        },
      )
      context.equal('the number of different keys of three entries', new Set(keys).size, 3, {
        cause: 'You use the same key for an object that was added before. Make a new key in each add().',
      })
    },
  },
  {
    id: '06.2-add-refused',
    task: '06.2',
    title: "add() rejects with Redis's error if it refuses, and adds nothing",
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const proxied = await context.connectThroughProxy()
      const feed = await bed.feed({ proxied })
      await feed.add({ n: '1' })
      context.log('the check lets Redis refuse: out of memory')
      const refusing = proxied.proxy.answer(allConnections, '*', OUT_OF_MEMORY)
      const adding = feed.add({ n: '2' })
      const isOver = trackSettled(adding)
      await context.until('add() settles', isOver, {
        cause: () =>
          refusing.count > 1 ? 'You try again after a refusal. Let the error reach the caller.' : undefined,
      })
      const error = await context.rejects('add() while Redis is out of memory', adding)
      if (!String(error).includes('OOM'))
        context.fail(`add() should reject with Redis's error, not with ${error}`)
      refusing.stop()
      await feed.add({ n: '3' })
      const texts = (await bed.entries()).map(({ fields: { n } }) => n)
      context.equal('the entries in the stream', texts, ['1', '3'])
    },
  },
  {
    id: '06.2-add-at-once',
    task: '06.2',
    title: 'concurrent add() calls of two feeds keep their order, each with its own ID and key',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const feeds = [await bed.feed(), await bed.feed()]
      // Both feeds add the same fields, but these are different entries.
      const texts = numbers(60)
      const ids = await Promise.all(feeds.map((feed) => Promise.all(texts.map((n) => feed.add({ n })))))
      const entries = await bed.entries()
      for (const [index, own] of ids.entries()) {
        context.equal(
          `the entries of feed ${index + 1}`,
          entries.filter(({ id }) => own.includes(id)).map(({ id, fields }) => [id, fields.n]),
          own.map((id, at) => [id, texts[at]]),
        )
      }
      context.equal('the number of entries', entries.length, 120)
      context.equal(
        'the number of different keys',
        new Set(entries.map(({ fields }) => fields.key)).size,
        120,
        {
          cause:
            "Several calls made the same `key`. A time, a counter, or the fields can repeat; randomUUID() doesn't.",
        },
      )
    },
  },
]
