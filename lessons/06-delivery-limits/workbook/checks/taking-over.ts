import type { Check } from '#shared/checks/check.ts'
import type { Contract, Entry } from '../../contract.ts'
import { atWork } from './at-work.ts'
import { IDLE_MS, kill, LONG_MS, numbers, TestBed } from './test-bed.ts'

export const takingOverChecks: readonly Check<Contract>[] = [
  {
    id: '06.3-crashed',
    task: '06.3',
    title: 'the entries of a crashed consumer are handled by another, as attempt 2',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const anna = await bed.worker('anna', {
        idleMs: IDLE_MS,
        proxied: await context.connectThroughProxy(),
        handle: (_, worker) => worker.wait(),
      })
      await bed.add(...numbers(3))
      await context.until('anna is handling an entry', () => anna.entries.length === 1)
      const { proxy } = await bed.proxied()
      let replies = 0
      proxy.addListener(({ what }) => {
        if (what === 'reply') replies++
      })
      const ben = await bed.worker('ben', { idleMs: IDLE_MS })
      await context.until('ben has started to read', () => replies >= 2)
      kill(context, anna)
      bed.causes = { missing: () => neverTaken(bed) }
      // Anna has started with the first one and not finished it.
      await bed.handles('1', ...numbers(3))
      const first = ben.entries.find(({ fields }) => fields.n === '1')
      context.equal('the attempt of the entry that anna was handling', first?.attempt, 2, {
        decided: (event) => event.startsWith('ben receives "1"'),
        cause: (got) => {
          if (got === 1) return NOT_COUNTED
          const counts = (args: readonly string[]) =>
            Number(args[3]) < IDLE_MS && !args.some((arg) => /^justid$/i.test(arg))
          return got && got > 2 && bed.has(/^XCLAIM$/, counts)
            ? 'You claim the entry more than once, and each XCLAIM counts as a delivery.'
            : undefined
        },
      })
      context.equal('its ID and fields', [first?.id, { ...first?.fields }], [anna.entries[0]?.id, { n: '1' }])
      await bed.settled()
    },
  },
  {
    id: '06.3-all-pages',
    task: '06.3',
    title: 'more than a hundred abandoned entries are handled once each, and so are later entries',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      await bed.createGroup()
      const texts = numbers(130)
      // In one millisecond: adding one to an ID doesn't give the next.
      const add = (n: string) => context.redis('XADD', bed.stream, `7-${n}`, 'n', n)
      await Promise.all(texts.map(add))
      // They fill a page of XPENDING without IDLE.
      const early = await bed.takes('gone', 100)
      await bed.takes('also gone', 30)
      await bed.idle('also gone', await after(bed, early), IDLE_MS)
      const anna = await bed.worker('anna', { idleMs: IDLE_MS })
      while (anna.entries.length < 30) {
        const before = anna.entries.length
        await bed.untilHandled(
          'the later entries are handled',
          async () => {
            // Until then, another consumer is handling the first entries. Then they are abandoned, too.
            await bed.idle('gone', early, 0)
            return anna.entries.length > before
          },
          () =>
            bed.has(/^XPENDING$/, listsAll)
              ? 'You list entries however long they have been pending, and those of a busy consumer fill the page. Pass IDLE.'
              : neverTaken(bed),
        )
      }
      const before = bed.sent.length
      bed.causes = {
        missing: () => {
          if (!bed.has(/^(XPENDING|XAUTOCLAIM|EVAL|EVALSHA|FCALL)$/, () => true, before))
            return 'You list pending entries only once. List them again in each round.'
          return bed.has(/^(XPENDING|XAUTOCLAIM)$/, looksFromTheStart, before)
            ? undefined
            : 'You continue where the last XPENDING ended, but earlier entries can become idle later. Start at `-` each time.'
        },
      }
      await bed.handles(...texts)
      await bed.settled()
      await Promise.all(numbers(140, 131).map(add))
      await bed.handles(...numbers(140))
    },
  },
  {
    id: '06.3-no-earlier',
    task: '06.3',
    title: 'entries that another consumer received recently are left to it',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      await bed.createGroup()
      await bed.add(...numbers(4))
      const [fresh, idle] = [await bed.takes('busy', 2), await bed.takes('gone', 2)]
      const idleMs = LONG_MS * 2
      // Another consumer is still busy with these.
      const stillBusy = () => bed.idle('busy', fresh, idleMs / 2)
      await stillBusy()
      await bed.idle('gone', idle, idleMs * 5)
      const anna = await bed.worker('anna', { idleMs })
      await context.until('anna handles the abandoned entries', async () => {
        await stillBusy()
        return anna.entries.length >= 2
      })
      await bed.add('end')
      await context.until('anna handles the last entry', async () => {
        await stillBusy()
        return anna.texts.includes('end')
      })
      context.equal('what anna handled', anna.texts.sort(), ['3', '4', 'end'], {
        cause: () => {
          const claim = bed.sent.find(
            ({ name, args }) => /^X(AUTO)?CLAIM$/.test(name) && Number(args[3]) < idleMs,
          )
          return (
            claim &&
            `Your ${claim.name} takes entries that have been idle for ${claim.args[3]} ms, but idleMs is ${idleMs}.`
          )
        },
      })
      await context.until(
        'the last entry is acknowledged',
        async () => (await bed.pending()).length <= fresh.length,
      )
      context.equal('the pending entries', await bed.pending(), fresh)
    },
  },
  {
    id: '06.3-one-gets-it',
    task: '06.3',
    title: 'three consumers look at the same time, and each abandoned entry goes to one of them',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      await bed.createGroup()
      await bed.add(...numbers(30))
      const idleMs = LONG_MS
      await bed.idle('gone', await bed.takes('gone', 30), idleMs * 5)
      const early: string[] = []
      const handle = async ({ id, fields: { n } }: Entry) => {
        // The others have time to claim the same entry.
        for (let answer = 0; answer < 3; answer++) await context.redis('PING')
        if (!(await bed.pending()).includes(id)) early.push(n ?? '')
      }
      bed.causes = {
        missing: () => neverTaken(bed),
        more: () =>
          bed.has(/^X(AUTO)?CLAIM$/, (args) => Number(args[3]) < idleMs)
            ? 'Your XCLAIM takes an entry that another consumer has just claimed. Pass idleMs, and Redis decides.'
            : bed.has(/^X(AUTO)?CLAIM$/)
              ? undefined
              : 'You handle entries from the list without claiming them.',
      }
      await Promise.all(['anna', 'ben', 'carla'].map((name) => bed.worker(name, { idleMs, handle })))
      await bed.handles(...numbers(30))
      await bed.settled()
      context.equal('the entries that one consumer acknowledged while another handled them', early, [], {
        cause: "You acknowledge an entry that XCLAIM didn't give you: another consumer is handling it.",
      })
      await bed.add('31')
      await bed.handles(...numbers(31))
    },
  },
  {
    id: '06.3-one-by-one',
    task: '06.3',
    title: 'an abandoned entry is claimed right before it is handled, after the one before it',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      await bed.createGroup()
      await bed.add(...numbers(5))
      const ids = await bed.takes('gone', 5)
      await bed.idle('gone', ids, LONG_MS * 5)
      const calls = atWork(context)
      const early = new Set<string>()
      const anna = await bed.worker('anna', {
        idleMs: LONG_MS,
        handle: async () => {
          await calls.handle()
          const received = anna.entries.map(({ id }) => id)
          for (const id of await bed.deliveredAgain())
            if (!received.includes(id)) early.add(String(ids.indexOf(id) + 1))
        },
      })
      bed.causes = { missing: () => neverTaken(bed) }
      await bed.handles(...numbers(5))
      context.equal('the number of handlers running at the same time', calls.most, 1, {
        cause: 'You start the next entry before the handler has finished. Await processAgain().',
      })
      context.equal('the entries that were claimed while another was being handled', [...early], [], {
        cause: CLAIMS_MANY,
      })
      await bed.settled()
    },
  },
  {
    id: '06.3-own',
    task: '06.3',
    title: 'a failed entry is handled again, as the next attempt, even by the same consumer',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const anna = await bed.worker('anna', {
        idleMs: IDLE_MS,
        handle: ({ fields: { n }, attempt }) => {
          if (n === '2' && attempt < 3) throw new Error('not yet')
        },
      })
      bed.causes = {
        missing: () =>
          bed.has(/^XPENDING$/) && !bed.has(/^XCLAIM$/)
            ? "You never claim your own failed entries. Don't skip your own name."
            : neverTaken(bed),
      }
      await bed.add(...numbers(3))
      await bed.handles('1', '2', '2', '2', '3')
      const attempts = anna.entries.filter(({ fields }) => fields.n === '2').map(({ attempt }) => attempt)
      context.equal('the attempts of the failed entry', attempts, [1, 2, 3], {
        cause: (got) => (got.every((attempt) => attempt === 1) ? NOT_COUNTED : undefined),
      })
      await bed.settled()
    },
  },
  {
    id: '06.3-deleted',
    task: '06.3',
    title: "a pending entry that was deleted from the stream doesn't block the others",
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      await bed.createGroup()
      const ids = await bed.add(...numbers(5))
      // Another consumer, and anna herself before a restart.
      for (const name of ['anna', 'gone']) await bed.takes(name, 3)
      for (const id of [ids[1]!, ids[3]!]) await context.redis('XDEL', bed.stream, id)
      context.log('the check deletes 2 and 4')
      const anna = await bed.worker('anna', { idleMs: IDLE_MS })
      await bed.handles('1', '3', '5')
      await bed.add('6')
      await bed.handles('1', '3', '5', '6')
      context.equal('the reported problems', anna.proxied.problems, [])
    },
  },
]

/** Why entries that were never handled count as delivered. */
export const CLAIMS_MANY =
  'You claim many entries at once, and each claim uses up an attempt. Claim one, right before you handle it.'
const NOT_COUNTED = "You don't count your claim as a delivery: `attempt` is the count of XPENDING plus 1."

/** Why pending entries aren't handled. */
function neverTaken(bed: TestBed): string | undefined {
  const ofOne = (args: readonly string[]) => bed.workers.some(({ name }) => args.at(-1) === name)
  if (bed.has(/^XPENDING$/, ofOne)) return 'You list only your own entries. Call XPENDING without a consumer.'
  const takes = (args: readonly string[]) => !args.some((arg) => /^justid$/i.test(arg))
  if (bed.has(/^(XCLAIM|XAUTOCLAIM|EVAL|EVALSHA|FCALL)$/, takes)) return undefined
  if (bed.has(/^XREADGROUP$/, (args) => args.at(-1) !== '>')) {
    return 'With an ID like 0, XREADGROUP returns only your own pending entries. To get those of others, use XPENDING and XCLAIM.'
  }
  if (bed.has(/^XPENDING$/))
    return bed.lists ? 'You list pending entries, but claim none. Take them over with XCLAIM.' : undefined
  return 'You only read with `>`, which never returns pending entries. List them with XPENDING, and take them over with XCLAIM.'
}

/** Whether XPENDING lists entries however long they have been pending. */
function listsAll(args: readonly string[]): boolean {
  return args.length > 2 && !args.some((arg) => /^idle$/i.test(arg))
}

/** Whether XPENDING or XAUTOCLAIM starts at the first entry. */
function looksFromTheStart(args: readonly string[]): boolean {
  return args.some((arg) => /^(-|0|0-0)$/.test(arg))
}

/** The pending entries except these. */
async function after(bed: TestBed, early: readonly string[]): Promise<string[]> {
  return (await bed.pending()).filter((id) => !early.includes(id))
}
