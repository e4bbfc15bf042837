import type { Check } from '#shared/checks/check.ts'
import type { CheckContext, ProxiedConnection } from '#shared/checks/check-context.ts'
import { trackSettled } from '#shared/core/track-settled.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import type { Contract, Entry } from '../../contract.ts'
import { atWork } from './at-work.ts'
import { ODD, READONLY } from './odd-entries.ts'
import { IDLE_MS, numbers, TestBed } from './test-bed.ts'

/** IDs that don't sort as strings, and that adding one doesn't find. */
const ODD_IDS = ['9-0', '9-1', '9-10', '9-18446744073709551615', '10-0', '10-2']

/** Two refusals that trying again doesn't change. */
const REFUSALS: readonly (readonly [
  string,
  (context: CheckContext, bed: TestBed, proxied: ProxiedConnection) => unknown,
])[] = [
  ['WRONGTYPE', (context, { stream }) => context.redis('SET', stream, 'a string, not a stream', 'EX', 60)],
  [
    'NOPERM',
    (_kit, _desk, { proxy }) => proxy.answer(allConnections, '*', 'NOPERM User default has no permissions'),
  ],
]

/** A consumer that reads twice within this time doesn't wait for entries, in milliseconds. */
const RUSH_MS = 12

/** How long a consumer that doesn't block is watched, in milliseconds. */
const LOOK_MS = 2000

const IGNORES_ALL = 'createGroup() ignores every error. Ignore only BUSYGROUP.'

const AT_THE_END =
  'You create the group at `$`, so it never gets the entries that were added before. Create it at `0`.'

function beginsAtTheEnd(bed: TestBed): boolean {
  return bed.has(/^XGROUP$/, (args) => args.includes('$'))
}

function notByGroup(bed: TestBed): string | undefined {
  return bed.has(/^XREAD$/)
    ? 'You read with XREAD, which returns every entry to every reader. XREADGROUP shares the entries in a group.'
    : undefined
}

/** Why new entries aren't read. */
function notRead(bed: TestBed): string | undefined {
  if (!bed.has(/^XREADGROUP$/)) return notByGroup(bed)
  return bed.has(/^XREADGROUP$/, (args) => args.at(-1) === '>')
    ? undefined
    : 'With this ID, XREADGROUP only returns entries that are pending with you. For new ones, pass `>`.'
}

/** Why an entry isn't pending while it is handled. */
function tooEarly(bed: TestBed, id: string): string | undefined {
  if (bed.has(/^XREADGROUP$/, (args) => args.some((arg) => /^noack$/i.test(arg)))) {
    return 'You read with NOACK, so no entry is ever pending.'
  }
  if (bed.has(/^XACK$/, (args) => args.includes(id))) {
    return 'You acknowledge an entry before its handler has succeeded.'
  }
  return bed.has(/^XREADGROUP$/) ? undefined : notByGroup(bed)
}

export const readingChecks: readonly Check<Contract>[] = [
  {
    id: '06.2-reads',
    task: '06.2',
    title: 'each entry is handled once, in stream order, with its ID, fields, and attempt 1',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const worker = await bed.worker('anna')
      const added: Entry[] = []
      const add = async (id: string, fields: Record<string, string>) => {
        const words = Object.entries(fields).flat()
        added.push({
          id: (await context.redis('XADD', bed.stream, id, ...words)) as string,
          fields,
          attempt: 1,
        })
      }
      for (const [index, id] of ODD_IDS.entries()) {
        await add(id, { n: String(index), key: id })
        // One by one, so that a position is computed after each.
        await bed.untilHandled(
          `the entry ${id} is handled`,
          () => worker.entries.length >= added.length,
          () => notRead(bed),
        )
      }
      await add('*', ODD)
      // Equal entries are different entries.
      await add('*', { n: 'same' })
      await add('*', { n: 'same' })
      await context.until('all are handled', () => worker.entries.length >= added.length)
      await add('*', { n: 'end' })
      await context.until('the last one is handled', () => worker.texts.includes('end'))
      context.equal(
        'what anna handled',
        worker.entries.map(({ id, fields, attempt }) => ({ id, fields: { ...fields }, attempt })),
        added,
        {
          cause: (got) =>
            got.some(({ fields }) => fields.n === undefined)
              ? `You don't find the fields in the reply. "Read as a group" in the README shows each client's reply.`
              : undefined,
        },
      )
      await bed.settled()
    },
  },
  {
    id: '06.2-idle',
    task: '06.2',
    title: 'a consumer waits for entries, and keeps reading after a read that returned nothing',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const worker = await bed.worker('anna', { idleMs: IDLE_MS })
      const reads: { at: number; args: readonly string[] }[] = []
      worker.proxied.proxy.addListener((event) => {
        // A script can't block, so code that uses one sends EVALSHA, not XREADGROUP.
        if (event.what === 'command' && /^(XREADGROUP|EVAL|EVALSHA|FCALL)$/.test(event.name))
          reads.push({ at: performance.now(), args: event.args })
      })
      // A wait begins after the reply, so however busy the machine is, the next read can't come sooner.
      const isRush = () => reads.some(({ at }, index) => index > 0 && at - reads[index - 1]!.at < RUSH_MS)
      const blocks = () => reads.every(({ args }) => args.some((arg) => /^block$/i.test(arg)))
      // On a busy machine, a loop that doesn't wait may be slow for a while.
      const isEnough = () => reads.length >= 4 && (blocks() || performance.now() - reads[0]!.at > LOOK_MS)
      await context.until(
        'anna has read several times without getting an entry',
        () => isRush() || isEnough(),
      )
      if (isRush())
        context.fail(`without entries, anna read twice within ${RUSH_MS} ms, instead of waiting for one`, {
          cause: blocks()
            ? undefined
            : 'You read without BLOCK, so each read returns at once, and the loop keeps the processor busy.',
        })
      await bed.add('1')
      await bed.handles('1')
      await bed.settled()
    },
  },
  {
    id: '06.2-from-the-start',
    task: '06.2',
    title: 'a new group starts with the oldest entry; an existing group continues',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      bed.causes = { missing: () => (beginsAtTheEnd(bed) ? AT_THE_END : undefined) }
      await bed.add('1', '2', '3')
      await bed.worker('anna')
      await bed.handles('1', '2', '3')
      await bed.settled()
      await bed.worker('ben')
      await bed.add('4')
      await bed.handles('1', '2', '3', '4')
      await bed.settled()
      await bed.leaves('1', '2', '3', '4')
    },
  },
  {
    id: '06.2-shared',
    task: '06.2',
    title: 'consumers of a group share the entries; another group gets all of them',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      bed.causes = { more: () => (bed.has(/^XREADGROUP$/) ? undefined : notByGroup(bed)) }
      await Promise.all(['anna', 'ben', 'carla'].map((name) => bed.worker(name, { count: 1 })))
      const other = new TestBed(context, subject)
      const log = await other.worker('log', { group: 'log' })
      await bed.add(...numbers(15))
      await bed.handles(...numbers(15))
      await bed.add('16')
      await bed.handles(...numbers(16))
      await bed.progress(() => log.texts.length, 16)
      context.equal('what the other group handled', log.texts, numbers(16))
      await bed.settled()
      await bed.settled('log')
    },
  },
  {
    id: '06.2-afterwards',
    task: '06.2',
    title: 'an entry is acknowledged after its handler succeeded, not before',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const worker = await bed.worker('anna', { count: 2, handle: (_, anna) => anna.wait() })
      const ids = await bed.add(...numbers(5))
      for (let done = 0; done < 5; done++) {
        await context.until(`anna receives ${done + 1}`, () => worker.entries.length === done + 1)
        const isAcknowledged = async () => !(await bed.pending()).includes(ids[done - 1] ?? '')
        await context.until(`${done} is acknowledged`, isAcknowledged)
        const pending = await bed.pending()
        if (!pending.includes(ids[done]!)) {
          const cause = tooEarly(bed, ids[done]!)
          context.fail(`${done + 1} is being handled, but it isn't pending`, { cause })
        }
        if (pending.length > 2)
          context.fail(`with count 2, anna has taken ${pending.length} entries at a time`)
        worker.goOn()
      }
      await bed.settled()
      context.equal('what anna handled', worker.texts, numbers(5))
    },
  },
  {
    id: '06.2-rejects',
    task: '06.2',
    title: 'an entry whose handler fails is reported and stays pending; the others are acknowledged',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const errors = [new Error('rejected'), new Error('thrown')]
      const worker = await bed.worker('anna', {
        handle: ({ fields: { n } }) => {
          if (n === '2') return Promise.reject(errors[0])
          if (n === '4') throw errors[1]
        },
      })
      bed.causes = {
        missing: (handled) =>
          handled.includes('2')
            ? `After ${handled.at(-1)} failed, you drop the entries that were read with it.`
            : undefined,
      }
      const ids = await bed.add(...numbers(6))
      await bed.handles(...numbers(6))
      await context.until(
        'only the failed entries are pending',
        async () => (await bed.pending()).length <= 2,
      )
      context.equal('the pending entries', await bed.pending(), [ids[1], ids[3]], {
        cause: () =>
          bed.has(/^XACK$/, (args) => args.includes(ids[1]!) || args.includes(ids[3]!))
            ? "You acknowledge an entry although its handler failed. Return after failed(), and don't use `finally`."
            : undefined,
        decided: (event) => event.includes(' XACK ') && [ids[1]!, ids[3]!].some((id) => event.includes(id)),
      })
      context.equal(
        'the reported problems',
        worker.proxied.problems.map((problem) => [
          problem.kind,
          'channel' in problem && problem.channel,
          errors.indexOf(problem.error as Error),
        ]),
        [
          ['handler', bed.stream, 0],
          ['handler', bed.stream, 1],
        ],
      )
    },
  },
  {
    id: '06.2-unconfirmed',
    task: '06.2',
    title: 'if Redis refuses an acknowledgement, this is reported, and the next entry is handled',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const anna = await bed.worker('anna')
      const refusal = anna.proxied.proxy.answer(allConnections, 'XACK', READONLY, { times: 1 })
      context.log('the check lets Redis refuse the next XACK')
      const isReportedAs = (kind: 'connection' | 'handler') =>
        anna.proxied.problems.some(
          (problem) => problem.kind === kind && `${problem.error}`.includes('READONLY'),
        )
      await bed.add('1')
      // Acknowledged by another command, it can't be refused here.
      const isOver = async () =>
        isReportedAs('connection') || (anna.texts.length > 0 && (await bed.pending()).length === 0)
      await context.until('READONLY is reported with kind connection', isOver, {
        abortReason: () =>
          isReportedAs('handler')
            ? 'READONLY should be reported with kind connection, not handler'
            : undefined,
        cause: () => {
          if (isReportedAs('handler'))
            return "Your `try` also covers acknowledge(). Call it after the `try`: if XACK fails, the handler hasn't failed."
          return refusal.count > 0 ? 'You swallow the error of XACK. Await it and let it reject.' : undefined
        },
      })
      await bed.add('2')
      await context.until('2 is handled', () => anna.texts.includes('2'))
    },
  },
  {
    id: '06.2-one-at-a-time',
    task: '06.2',
    title: 'a consumer handles one entry at a time',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const calls = atWork(context)
      await bed.worker('anna', { handle: calls.handle })
      await bed.add(...numbers(12))
      await bed.handles(...numbers(12))
      context.equal('the number of handlers running at the same time', calls.most, 1, {
        cause: 'You start the next entry before the handler has finished. Await handle(entry).',
      })
    },
  },
  {
    id: '06.2-refused',
    task: '06.2',
    title: "consumer() rejects with Redis's error, and leaves no connection open",
    async run(context, subject) {
      for (const [word, refuse] of REFUSALS) {
        const bed = new TestBed(context, subject, word.toLowerCase())
        const proxied = await context.connectThroughProxy()
        bed.strayCause = IGNORES_ALL
        await refuse(context, bed, proxied)
        const joining = bed.worker('anna', { proxied })
        const isOver = trackSettled(joining)
        await context.until(`consumer() rejects with ${word}`, isOver, {
          cause: () =>
            bed.sent.filter(({ name }) => name === 'XGROUP').length > 1
              ? `You try again after ${word}. Throw the error.`
              : undefined,
        })
        const error = await context.rejects(`consumer(), refused with ${word},`, joining, {
          cause: () => (bed.has(/^XGROUP$/) ? IGNORES_ALL : undefined),
        })
        if (!String(error).includes(word))
          context.fail(`consumer() should reject with ${word}, not with ${error}`)
        await context.until('no connection is open', () => proxied.proxy.links.size === 0)
      }
    },
  },
]
