import type { Check } from '../../../../shared/checks/check.ts'
import type { Contract, Entry } from '../../contract.ts'
import { Desk, IDLE_MS, kill, LONG_MS, numbers } from './desk.ts'

export const takingOverChecks: readonly Check<Contract>[] = [
  {
    id: '06.3-crashed',
    task: '06.3',
    title: 'what a killed consumer had in hand is handled by another one, as attempt 2',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const anna = await desk.worker('anna', {
        idleMs: IDLE_MS,
        way: await kit.way(),
        handle: (_, worker) => worker.wait(),
      })
      await desk.add(...numbers(3))
      await kit.until('anna is at work', () => anna.entries.length === 1)
      const { proxy } = await desk.way()
      let replies = 0
      proxy.also(({ what }) => {
        if (what === 'reply') replies++
      })
      const ben = await desk.worker('ben', { idleMs: IDLE_MS })
      await kit.until('ben has begun to read', () => replies >= 2)
      kill(kit, anna)
      desk.causes = { missing: () => neverTaken(desk) }
      // Anna has begun with the first one and not finished it.
      await desk.handles('1', ...numbers(3))
      const first = ben.entries.find(({ fields }) => fields.n === '1')
      kit.equal('the attempt at the one that anna had begun with', first?.attempt, 2, {
        cause: (got) => {
          if (got === 1) return NOT_COUNTED
          const counts = (args: readonly string[]) =>
            Number(args[3]) < IDLE_MS && !args.some((arg) => /^justid$/i.test(arg))
          return got && got > 2 && desk.has(/^XCLAIM$/, counts)
            ? 'Something else of yours (keep?) sends XCLAIM, which counts as a delivery: use JUSTID'
            : undefined
        },
      })
      kit.equal('its id and fields', [first?.id, { ...first?.fields }], [anna.entries[0]?.id, { n: '1' }])
      await desk.settled()
    },
  },
  {
    id: '06.3-all-pages',
    task: '06.3',
    title: 'more than a hundred abandoned entries are all handled, each once, and later ones too',
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
        await kit.until(
          'the later ones are handled',
          async () => {
            // So long, the first ones are in good hands. Then they are abandoned, too.
            await desk.idle('gone', early, 0)
            return anna.entries.length > before
          },
          {
            cause: () =>
              anna.entries.length === 100
                ? '100 entries are the first page of the list. Ask for the next page until one isn’t full'
                : neverTaken(desk),
          },
        )
      }
      const before = desk.sent.length
      desk.causes = {
        missing: () =>
          desk.has(/^(XPENDING|XAUTOCLAIM)$/, () => true, before) &&
          !desk.has(/^(XPENDING|XAUTOCLAIM)$/, looksFromTheStart, before)
            ? 'You look only behind the place where the last look ended. Entries before it can become idle later: begin each look at the start'
            : undefined,
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
      kit.equal('what anna was given', anna.texts.sort(), ['3', '4', 'end'], {
        cause: () => {
          const claim = desk.sent.find(
            ({ name, args }) => /^X(AUTO)?CLAIM$/.test(name) && Number(args[3]) < idleMs,
          )
          return (
            claim &&
            `Your ${claim.name} takes what has been idle for ${claim.args[3]} ms, and idleMs is ${idleMs}`
          )
        },
      })
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
      desk.causes = {
        missing: () => neverTaken(desk),
        more: () =>
          desk.has(/^X(AUTO)?CLAIM$/, (args) => Number(args[3]) < idleMs)
            ? 'Your XCLAIM takes an entry that another consumer has just taken. Give it idleMs: then Redis decides'
            : desk.has(/^X(AUTO)?CLAIM$/)
              ? undefined
              : 'You handle what you see on the list, without XCLAIM',
      }
      await Promise.all(['anna', 'ben', 'carla'].map((name) => desk.worker(name, { idleMs, handle })))
      await desk.handles(...numbers(30))
      await desk.settled()
      kit.equal('what one consumer has acknowledged while another one was at work on it', early, [], {
        cause:
          'You acknowledge what XCLAIM did not give you. Another consumer was faster, and is at work on it',
      })
      await desk.add('31')
      await desk.handles(...numbers(31))
    },
  },
  {
    id: '06.3-own',
    task: '06.3',
    title: 'what has failed comes again to the same consumer, with the next attempt, until it is done',
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
            ? 'You look at what is pending and never claim what has failed here. It has to come again, too'
            : neverTaken(desk),
      }
      await desk.add(...numbers(3))
      await desk.handles('1', '2', '2', '2', '3')
      const attempts = anna.entries.filter(({ fields }) => fields.n === '2').map(({ attempt }) => attempt)
      kit.equal('the attempts at the one that failed', attempts, [1, 2, 3], {
        cause: (got) => (got.every((attempt) => attempt === 1) ? NOT_COUNTED : undefined),
      })
      await desk.settled()
    },
  },
  {
    id: '06.3-deleted',
    task: '06.3',
    title: 'an abandoned entry that is gone from the stream keeps nobody from the others',
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

const NOT_COUNTED =
  '`attempt` has to be what Redis has counted: the count that XPENDING shows, and 1 for your XCLAIM'

/** Why nothing that was pending comes. */
function neverTaken(desk: Desk): string | undefined {
  const takes = (args: readonly string[]) => !args.some((arg) => /^justid$/i.test(arg))
  if (desk.has(/^(XCLAIM|XAUTOCLAIM|EVAL|EVALSHA|FCALL)$/, takes)) return undefined
  if (desk.has(/^XREADGROUP$/, (args) => args.at(-1) !== '>')) {
    return 'With an ID like 0, XREADGROUP gives a consumer what is pending with itself, and nothing of the others. Claim theirs: XPENDING, then XCLAIM'
  }
  return '`>` gives only what no consumer of the group was given. What a dead one had in hand is pending: find it with XPENDING, take it with XCLAIM'
}

/** Whether XPENDING or XAUTOCLAIM begins at the first entry. */
function looksFromTheStart(args: readonly string[]): boolean {
  return args.some((arg) => /^(-|0|0-0)$/.test(arg))
}

/** The pending entries that are not among these. */
async function after(desk: Desk, early: readonly string[]): Promise<string[]> {
  return (await desk.pending()).filter((id) => !early.includes(id))
}
