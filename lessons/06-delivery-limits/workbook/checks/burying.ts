import type { Check } from '#shared/checks/check.ts'
import type { Contract, Entry } from '../../contract.ts'
import { theDead } from './dead-letters.ts'
import { CLAIMS_MANY } from './taking-over.ts'
import { IDLE_MS, kill, LONG_MS, numbers, TestBed } from './test-bed.ts'
import type { TestConsumer } from './test-consumer.ts'

export const buryingChecks: readonly Check<Contract>[] = [
  {
    id: '06.5-rejects',
    task: '06.5',
    title:
      'an entry that fails at each attempt moves to the dead-letter stream, with its fields and the reason',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      let attempts = 0
      const handle = ({ fields: { n } }: Entry) => {
        if (n === '2') throw new Error(`failure ${++attempts}`)
      }
      await bed.worker('anna', { idleMs: IDLE_MS, maxAttempts: 3, handle })
      await bed.add('1')
      const id = await context.redis('XADD', bed.stream, '*', 'n', '2', 'key', 'k', 'to', 'a:b')
      await bed.add('3')
      const dead = await theDead(bed, context, 1, () =>
        attempts > 3
          ? `You handled it ${attempts} times, but maxAttempts is 3. Compare with >=, because this attempt counts.`
          : undefined,
      )
      context.equal(
        'the dead-letter stream',
        dead,
        [
          {
            n: '2',
            key: 'k',
            to: 'a:b',
            'dead:id': id,
            'dead:attempts': '3',
            'dead:reason': 'failure 3',
          },
        ],
        {
          cause: ([letter]) => {
            if (letter && letter.n === undefined)
              return "You leave out the entry's fields. The stream may be trimmed, so copy them."
            if (letter?.['dead:reason']?.startsWith('failure')) return undefined
            // The reason comes from processAgain(): the handler didn't run.
            return attempts < 3 ? TOO_EARLY : TOO_LATE
          },
        },
      )
      await bed.settled(bed.group, "You don't acknowledge the entry after you have moved it.")
      await bed.add('4')
      await bed.handles('1', '2', '2', '2', '3', '4')
      context.equal(
        'the number of entries in the dead-letter stream',
        (await bed.entries(bed.deadLetter)).length,
        1,
      )
      // Other groups still get it.
      await bed.leaves(...numbers(4))
      const { problems } = await bed.proxied()
      context.equal(
        'the kinds of reported problems',
        problems.map(({ kind }) => kind),
        Array(3).fill('handler'),
      )
    },
  },
  {
    id: '06.5-reason',
    task: '06.5',
    title:
      'an entry moves before the next is handled, with a reason even if the handler throws something other than an Error',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const proxied = await bed.proxied()
      let receivedThen: readonly string[] | undefined
      proxied.proxy.addListener((event) => {
        if (event.what !== 'command' || !event.args.includes(bed.deadLetter)) return
        receivedThen ??= bed.workers[0]?.texts
      })
      const handle = ({ fields: { n } }: Entry) => Promise.reject(n === '1' ? 'no address' : undefined)
      // Before anna joins, so that one read takes both.
      await bed.add('1', '2')
      await bed.worker('anna', { idleMs: IDLE_MS, maxAttempts: 1, handle })
      await context.until('anna moves an entry', () => receivedThen !== undefined)
      context.equal('what anna had received when she moved the first entry', receivedThen, ['1'], {
        cause: "You don't await giveUp(), so the next entry starts before Redis has the first.",
      })
      const dead = await theDead(
        bed,
        context,
        2,
        "You read `message` of a value that isn't an Error. Use reasonOf(error).",
      )
      context.equal('the dead-letter stream', dead.map(({ n }) => n).sort(), ['1', '2'])
      const silent = dead.filter((fields) => !fields['dead:reason']).map(({ n }) => n)
      context.equal('the entries without a reason', silent, [])
      await bed.settled()
    },
  },
  {
    id: '06.5-once',
    task: '06.5',
    title: "an entry that was delivered `maxAttempts` times moves once, and isn't handled again",
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      await bed.createGroup()
      await bed.add(...numbers(10))
      const ids = await bed.takes('gone', 10)
      await bed.idle('gone', ids.slice(0, 5), LONG_MS * 5, 5)
      await bed.idle('gone', ids.slice(5), LONG_MS * 5, 3)
      context.log('1 to 5 were delivered 5 times, 6 to 10 were delivered 3 times')
      const options = { idleMs: LONG_MS, maxAttempts: 3 }
      await Promise.all(['anna', 'ben', 'carla'].map((name) => bed.worker(name, options)))
      await bed.settled()
      await bed.add('end')
      await context.until('the last one is handled', () => bed.handled.includes('end'))
      await bed.settled()
      const dead = (await bed.entries(bed.deadLetter)).map(({ fields }) => fields)
      context.equal('the handled entries', bed.handled, ['end'], {
        cause: (got) => {
          if (dead.length === 0)
            return 'You handle entries that were delivered `maxAttempts` times. Give up in processAgain().'
          const rest = got.filter((n) => n !== 'end')
          if (dead.length >= 10 && sameTexts([...new Set(rest)], numbers(10)))
            return 'You give up an entry, and handle it as well. Return after giveUp().'
          if (sameTexts(rest, numbers(5)))
            return 'You compare with ===, but an entry can have been delivered more than `maxAttempts` times.'
          return sameTexts(rest, numbers(10, 6))
            ? 'You allow one attempt too many: after `maxAttempts` deliveries, give up.'
            : undefined
        },
      })
      context.equal(
        'the dead-letter stream',
        dead.map((fields) => [fields.n, fields['dead:attempts']]).sort(([a], [b]) => Number(a) - Number(b)),
        numbers(10).map((n) => [n, String(deliveriesOf(n))]),
        {
          cause: (got) => {
            if (got.length > 10)
              return "You move entries that you haven't claimed, so each consumer moves them."
            if (got.every(([n, attempts]) => Number(attempts) === deliveriesOf(n) + 1))
              return 'You count the claim that moves the entry as an attempt. Subtract it from `attempt`.'
            return got.every(([, attempts]) => attempts === '3')
              ? 'You write maxAttempts into `dead:attempts`. Write the number of deliveries.'
              : undefined
          },
        },
      )
      const kinds = (await bed.proxied()).problems.map(({ kind }) => kind)
      context.equal('the kinds of reported problems', kinds, Array(10).fill('handler'), {
        cause: (got) => {
          if (got.includes('connection'))
            return "An entry that you give up isn't a problem of the connection. Report it with kind `handler`."
          return got.length < 10
            ? 'Report each entry that you give up in processAgain(), with kind `handler`.'
            : undefined
        },
      })
    },
  },
  {
    id: '06.5-kills',
    task: '06.5',
    needsReconnect: true,
    title: 'an entry that crashes each consumer moves to the dead-letter stream, and no other entry does',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const tried: string[] = []
      const handle = ({ fields: { n } }: Entry, worker: TestConsumer) => {
        if (n !== '3') return
        tried.push(worker.name)
        kill(context, worker)
        return worker.wait()
      }
      const start = async (name: string, proxied = bed.proxied()) =>
        bed.worker(name, { idleMs: IDLE_MS, maxAttempts: 3, handle, proxied: await proxied })
      const moved3 = async () => (await bed.entries(bed.deadLetter)).find(({ fields }) => fields.n === '3')
      // Before anna joins, so that one read takes them all.
      await bed.add(...numbers(6))
      const first = await start('anna', context.connectThroughProxy())
      await context.until('anna is killed', () => first.texts.includes('3'))
      for (const name of ['ben', 'carla']) {
        const worker = await start(name, context.connectThroughProxy())
        const isKilledOrMoved = async () => worker.texts.includes('3') || (await moved3()) !== undefined
        await context.until(`${name} is killed`, isKilledOrMoved)
        if (worker.texts.includes('3')) continue
        context.fail(
          `3 was moved after ${tried.length} deliveries, before ${name} received it; maxAttempts is 3`,
          {
            cause: TOO_EARLY,
          },
        )
      }
      await start('dora')
      const dead = await theDead(bed, context, 1, () =>
        bed.workers.at(-1)!.texts.includes('3')
          ? 'You count attempts in memory, which a crash erases. Use the count that Redis keeps.'
          : undefined,
      )
      const buried = async () =>
        (await bed.entries(bed.deadLetter)).map(({ fields }) => [fields.n, fields['dead:attempts']])
      const onlyTheGuilty = async () =>
        context.equal('the dead-letter stream', await buried(), [['3', '3']], {
          cause: (got) => (got.some(([n]) => n !== '3') ? claimsMany(bed) : undefined),
        })
      await bed.add('end')
      const all = ['1', '2', '4', '5', '6', 'end']
      await context.until('all other entries are handled', async () => {
        // An innocent entry in the dead-letter stream would never be handled.
        if ((await buried()).some(([n]) => n !== '3')) await onlyTheGuilty()
        return all.every((n) => bed.handled.includes(n))
      })
      await bed.settled()
      context.equal('the consumers that tried it', tried, ['anna', 'ben', 'carla'])
      await onlyTheGuilty()
      if (!dead[0]?.['dead:reason']) context.fail('dead:reason should not be empty')
    },
  },
  {
    id: '06.5-crash-between',
    task: '06.5',
    needsReconnect: true,
    title: "an entry isn't lost if the consumer crashes while moving it",
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const options = { idleMs: IDLE_MS, maxAttempts: 1, handle: failing }
      const anna = await bed.worker('anna', { ...options, proxied: await context.connectThroughProxy() })
      let killed = false
      anna.proxied.proxy.addListener((event) => {
        if (event.what !== 'command' || !event.args.includes(bed.deadLetter) || killed) return
        killed = true
        context.log("this command doesn't reach Redis")
        kill(context, anna)
      })
      await bed.add('1')
      await context.until('anna moves the entry', () => killed)
      await bed.worker('ben', options)
      const dead = await theDead(bed, context, 1, () =>
        bed.has(/^XACK$/) ? 'You acknowledge the entry before it is in the dead-letter stream.' : undefined,
      )
      context.equal('the dead-letter stream', [dead.length, dead[0]?.n], [1, '1'])
      await bed.settled()
      context.equal('the handled entries', bed.handled, ['1'])
    },
  },
  {
    id: '06.5-refused',
    task: '06.5',
    title: 'if Redis refuses to add an entry to the dead-letter stream, it stays pending and moves later',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      await context.redis('SET', bed.deadLetter, 'a string, not a stream', 'EX', 60)
      context.log('the check stores a string under the name of the dead-letter stream')
      const handle = ({ fields: { n } }: Entry) => {
        if (n === '1') throw new Error('no')
      }
      const anna = await bed.worker('anna', { idleMs: IDLE_MS, maxAttempts: 1, handle })
      const [id] = await bed.add('1', '2')
      const isReported = () => anna.proxied.problems.some(({ kind }) => kind === 'connection')
      const isPending = async () => (await bed.pending()).includes(id!)
      await context.until('2 is handled', () => anna.texts.includes('2'))
      await context.until(
        'the refusal is reported with kind connection',
        async () => isReported() || !(await isPending()),
      )
      context.equal('whether 1 is pending', await isPending(), true, {
        cause: () =>
          bed.has(/^MULTI$/)
            ? 'You use MULTI, which runs XACK even though XADD was refused. Send XACK after XADD has succeeded.'
            : 'You acknowledge the entry although XADD was refused.',
      })
      await context.until('WRONGTYPE is reported with kind connection', () =>
        anna.proxied.problems.some(
          ({ kind, error }) => kind === 'connection' && String(error).includes('WRONGTYPE'),
        ),
      )
      await context.redis('DEL', bed.deadLetter)
      context.log('the check deletes the string')
      const dead = await theDead(bed, context, 1)
      context.equal(
        'the dead-letter stream',
        dead.map(({ n }) => n),
        ['1'],
      )
      await bed.settled()
    },
  },
  {
    id: '06.5-replayed',
    task: '06.5',
    title: 'an entry that comes from a dead-letter stream gets a new dead:id, dead:attempts, and dead:reason',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      await bed.worker('anna', { idleMs: IDLE_MS, maxAttempts: 1, handle: failing })
      const old = ['dead:id', '1-0', 'dead:attempts', '9', 'dead:reason', 'long ago']
      const id = await context.redis('XADD', bed.stream, '*', 'n', '1', ...old)
      context.log('the check adds 1 with the fields of an entry that has failed before')
      const dead = await theDead(bed, context, 1)
      const expected = { n: '1', 'dead:id': id, 'dead:attempts': '1', 'dead:reason': 'no' }
      context.equal('the dead-letter stream', dead, [expected], {
        cause: ([letter]) =>
          letter?.['dead:reason'] === 'long ago'
            ? "You let the entry's fields replace yours. Put `dead:id`, `dead:attempts`, and `dead:reason` last."
            : undefined,
      })
    },
  },
]

const TOO_EARLY =
  'You give up one attempt too early: in processAgain(), `attempt` includes this delivery, so compare with `>`.'

const TOO_LATE =
  "failed() doesn't give up after the last attempt, so the reason is lost: `attempt` includes this delivery, so compare with `>=`."

/** How often the entries of 06.5-once were delivered. */
function deliveriesOf(n: string | undefined): number {
  return Number(n) <= 5 ? 5 : 3
}

function sameTexts(texts: readonly string[], others: readonly string[]): boolean {
  return texts.join() === others.join()
}

/** Why entries that were never handled count as delivered. */
function claimsMany(bed: TestBed): string | undefined {
  const counts = (args: readonly string[]) => !args.some((arg) => /^justid$/i.test(arg))
  if (bed.has(/^XAUTOCLAIM$/, counts)) return `With XAUTOCLAIM, ${CLAIMS_MANY.replace('You', 'you')}`
  const claimed = bed.sent
    .filter(({ name, args }) => name === 'XCLAIM' && counts(args))
    .map(({ args }) => args.slice(4).filter((arg) => /^\d+-\d+$/.test(arg)))
  const ids = claimed.flat()
  // The guilty entry is claimed once by each consumer, and the others, once at most.
  const again = new Set(ids.filter((id, index) => ids.indexOf(id) < index))
  return again.size > 1 || claimed.some(({ length }) => length > 1) ? CLAIMS_MANY : undefined
}

/** A handler that always throws. */
function failing(): never {
  throw new Error('no')
}
