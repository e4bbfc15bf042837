import type { Check } from '#shared/checks/check.ts'
import type { Contract, Entry } from '../../contract.ts'
import { atWork } from './at-work.ts'
import { Desk, IDLE_MS, kill, LONG_MS, numbers } from './desk.ts'

export const takingOverChecks: readonly Check<Contract>[] = [
  {
    id: '06.3-crashed',
    task: '06.3',
    title: 'the entries of a crashed consumer are handled by another, as attempt 2',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const anna = await desk.worker('anna', {
        idleMs: IDLE_MS,
        way: await kit.way(),
        handle: (_, worker) => worker.wait(),
      })
      await desk.add(...numbers(3))
      await kit.until('anna is handling an entry', () => anna.entries.length === 1)
      const { proxy } = await desk.way()
      let replies = 0
      proxy.also(({ what }) => {
        if (what === 'reply') replies++
      })
      const ben = await desk.worker('ben', { idleMs: IDLE_MS })
      await kit.until('ben has started to read', () => replies >= 2)
      kill(kit, anna)
      desk.causes = { missing: () => neverTaken(desk) }
      // Anna has started with the first one and not finished it.
      await desk.handles('1', ...numbers(3))
      const first = ben.entries.find(({ fields }) => fields.n === '1')
      kit.equal('the attempt of the entry that anna was handling', first?.attempt, 2, {
        decided: (event) => event.startsWith('ben receives "1"'),
        cause: (got) => {
          if (got === 1) return NOT_COUNTED
          const counts = (args: readonly string[]) =>
            Number(args[3]) < IDLE_MS && !args.some((arg) => /^justid$/i.test(arg))
          return got && got > 2 && desk.has(/^XCLAIM$/, counts)
            ? 'You claim the entry more than once, and each XCLAIM counts as a delivery.'
            : undefined
        },
      })
      kit.equal('its ID and fields', [first?.id, { ...first?.fields }], [anna.entries[0]?.id, { n: '1' }])
      await desk.settled()
    },
  },
  {
    id: '06.3-all-pages',
    task: '06.3',
    title: 'more than a hundred abandoned entries are handled once each, and so are later entries',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      await desk.createGroup()
      const texts = numbers(130)
      // In one millisecond: adding one to an ID doesn't give the next.
      const add = (n: string) => kit.redis('XADD', desk.stream, `7-${n}`, 'n', n)
      await Promise.all(texts.map(add))
      // They fill a page of XPENDING without IDLE.
      const early = await desk.takes('gone', 100)
      await desk.takes('also gone', 30)
      await desk.idle('also gone', await after(desk, early), IDLE_MS)
      const anna = await desk.worker('anna', { idleMs: IDLE_MS })
      while (anna.entries.length < 30) {
        const before = anna.entries.length
        await desk.untilHandled(
          'the later entries are handled',
          async () => {
            // Until then, another consumer is handling the first entries. Then they are abandoned, too.
            await desk.idle('gone', early, 0)
            return anna.entries.length > before
          },
          () =>
            desk.has(/^XPENDING$/, listsAll)
              ? 'You list entries however long they have been pending, and those of a busy consumer fill the page. Pass IDLE.'
              : neverTaken(desk),
        )
      }
      const before = desk.sent.length
      desk.causes = {
        missing: () => {
          if (!desk.has(/^(XPENDING|XAUTOCLAIM|EVAL|EVALSHA|FCALL)$/, () => true, before))
            return 'You list pending entries only once. List them again in each round.'
          return desk.has(/^(XPENDING|XAUTOCLAIM)$/, looksFromTheStart, before)
            ? undefined
            : 'You continue where the last XPENDING ended, but earlier entries can become idle later. Start at `-` each time.'
        },
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
    title: 'entries that another consumer received recently are left to it',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      await desk.createGroup()
      await desk.add(...numbers(4))
      const [fresh, idle] = [await desk.takes('busy', 2), await desk.takes('gone', 2)]
      const idleMs = LONG_MS * 2
      // Another consumer is still busy with these.
      const stillBusy = () => desk.idle('busy', fresh, idleMs / 2)
      await stillBusy()
      await desk.idle('gone', idle, idleMs * 5)
      const anna = await desk.worker('anna', { idleMs })
      await kit.until('anna handles the abandoned entries', async () => {
        await stillBusy()
        return anna.entries.length >= 2
      })
      await desk.add('end')
      await kit.until('anna handles the last entry', async () => {
        await stillBusy()
        return anna.texts.includes('end')
      })
      kit.equal('what anna handled', anna.texts.sort(), ['3', '4', 'end'], {
        cause: () => {
          const claim = desk.sent.find(
            ({ name, args }) => /^X(AUTO)?CLAIM$/.test(name) && Number(args[3]) < idleMs,
          )
          return (
            claim &&
            `Your ${claim.name} takes entries that have been idle for ${claim.args[3]} ms, but idleMs is ${idleMs}.`
          )
        },
      })
      await kit.until(
        'the last entry is acknowledged',
        async () => (await desk.pending()).length <= fresh.length,
      )
      kit.equal('the pending entries', await desk.pending(), fresh)
    },
  },
  {
    id: '06.3-one-gets-it',
    task: '06.3',
    title: 'three consumers look at the same time, and each abandoned entry goes to one of them',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      await desk.createGroup()
      await desk.add(...numbers(30))
      const idleMs = LONG_MS
      await desk.idle('gone', await desk.takes('gone', 30), idleMs * 5)
      const early: string[] = []
      const handle = async ({ id, fields: { n } }: Entry) => {
        // The others have time to claim the same entry.
        for (let answer = 0; answer < 3; answer++) await kit.redis('PING')
        if (!(await desk.pending()).includes(id)) early.push(n ?? '')
      }
      desk.causes = {
        missing: () => neverTaken(desk),
        more: () =>
          desk.has(/^X(AUTO)?CLAIM$/, (args) => Number(args[3]) < idleMs)
            ? 'Your XCLAIM takes an entry that another consumer has just claimed. Pass idleMs, and Redis decides.'
            : desk.has(/^X(AUTO)?CLAIM$/)
              ? undefined
              : 'You handle entries from the list without claiming them.',
      }
      await Promise.all(['anna', 'ben', 'carla'].map((name) => desk.worker(name, { idleMs, handle })))
      await desk.handles(...numbers(30))
      await desk.settled()
      kit.equal('the entries that one consumer acknowledged while another handled them', early, [], {
        cause: 'You acknowledge an entry that XCLAIM didn’t give you: another consumer is handling it.',
      })
      await desk.add('31')
      await desk.handles(...numbers(31))
    },
  },
  {
    id: '06.3-one-by-one',
    task: '06.3',
    title: 'an abandoned entry is claimed right before it is handled, after the one before it',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      await desk.createGroup()
      await desk.add(...numbers(5))
      const ids = await desk.takes('gone', 5)
      await desk.idle('gone', ids, LONG_MS * 5)
      const calls = atWork(kit)
      const early = new Set<string>()
      const anna = await desk.worker('anna', {
        idleMs: LONG_MS,
        handle: async () => {
          await calls.handle()
          const received = anna.entries.map(({ id }) => id)
          for (const id of await desk.deliveredAgain())
            if (!received.includes(id)) early.add(String(ids.indexOf(id) + 1))
        },
      })
      desk.causes = { missing: () => neverTaken(desk) }
      await desk.handles(...numbers(5))
      kit.equal('the number of handlers running at the same time', calls.most, 1, {
        cause: 'You start the next entry before the handler has finished. Await processAgain().',
      })
      kit.equal('the entries that were claimed while another was being handled', [...early], [], {
        cause: CLAIMS_MANY,
      })
      await desk.settled()
    },
  },
  {
    id: '06.3-own',
    task: '06.3',
    title: 'a failed entry is handled again, as the next attempt, even by the same consumer',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const anna = await desk.worker('anna', {
        idleMs: IDLE_MS,
        handle: ({ fields: { n }, attempt }) => {
          if (n === '2' && attempt < 3) throw new Error('not yet')
        },
      })
      desk.causes = {
        missing: () =>
          desk.has(/^XPENDING$/) && !desk.has(/^XCLAIM$/)
            ? 'You never claim your own failed entries. Don’t skip your own name.'
            : neverTaken(desk),
      }
      await desk.add(...numbers(3))
      await desk.handles('1', '2', '2', '2', '3')
      const attempts = anna.entries.filter(({ fields }) => fields.n === '2').map(({ attempt }) => attempt)
      kit.equal('the attempts of the failed entry', attempts, [1, 2, 3], {
        cause: (got) => (got.every((attempt) => attempt === 1) ? NOT_COUNTED : undefined),
      })
      await desk.settled()
    },
  },
  {
    id: '06.3-deleted',
    task: '06.3',
    title: 'a pending entry that was deleted from the stream doesn’t block the others',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      await desk.createGroup()
      const ids = await desk.add(...numbers(5))
      // Another consumer, and anna herself before a restart.
      for (const name of ['anna', 'gone']) await desk.takes(name, 3)
      for (const id of [ids[1]!, ids[3]!]) await kit.redis('XDEL', desk.stream, id)
      kit.log('the check deletes 2 and 4')
      const anna = await desk.worker('anna', { idleMs: IDLE_MS })
      await desk.handles('1', '3', '5')
      await desk.add('6')
      await desk.handles('1', '3', '5', '6')
      kit.equal('the reported problems', anna.way.problems, [])
    },
  },
]

/** Why entries that were never handled count as delivered. */
export const CLAIMS_MANY =
  'You claim many entries at once, and each claim uses up an attempt. Claim one, right before you handle it.'
const NOT_COUNTED = 'You don’t count your claim as a delivery: `attempt` is the count of XPENDING plus 1.'

/** Why pending entries aren't handled. */
function neverTaken(desk: Desk): string | undefined {
  const ofOne = (args: readonly string[]) => desk.workers.some(({ name }) => args.at(-1) === name)
  if (desk.has(/^XPENDING$/, ofOne))
    return 'You list only your own entries. Call XPENDING without a consumer.'
  const takes = (args: readonly string[]) => !args.some((arg) => /^justid$/i.test(arg))
  if (desk.has(/^(XCLAIM|XAUTOCLAIM|EVAL|EVALSHA|FCALL)$/, takes)) return undefined
  if (desk.has(/^XREADGROUP$/, (args) => args.at(-1) !== '>')) {
    return 'With an ID like 0, XREADGROUP returns only your own pending entries. To get those of others, use XPENDING and XCLAIM.'
  }
  if (desk.has(/^XPENDING$/))
    return desk.lists ? 'You list pending entries, but claim none. Take them over with XCLAIM.' : undefined
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
async function after(desk: Desk, early: readonly string[]): Promise<string[]> {
  return (await desk.pending()).filter((id) => !early.includes(id))
}
