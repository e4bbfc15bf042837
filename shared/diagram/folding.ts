import type { EventRow, Fold, Row } from './types.ts'

/** Up to so many rows nothing is folded but the setup. */
const FEW = 16
const FEW_OF_PASSED = 22
/** So many rows before the first one that decided are shown. */
const SHOWN_BEFORE = 8
/** With more rows than these, only the last faults and reports before the failure are shown. */
const MANY = 50
const LAST_EDGES = 6
/** The fewest rows that are worth a fold. */
const FEWEST = 2

/** Folds rows that nothing depended on. A demo is folded by its steps, everything else by what it came to. */
export function folded(rows: readonly EventRow[]): Row[] {
  const groups = steps(rows)
  if (groups.length > 1 || groups[0]?.step) return groups.flatMap(foldedSteps())
  const decisive = rows.some(({ mark }) => mark)
  const may = decisive ? unrelated(rows) : routine(rows)
  return byRuns(rows, may)
}

/** Before the part that failed, and after the event that decided. */
function unrelated(rows: readonly EventRow[]): (index: number) => boolean {
  const first = rows.findIndex(({ mark }) => mark)
  const last = rows.findLastIndex(({ mark }) => mark === 'extra' || mark === 'wrong')
  const kept = new Set<number>()
  const edges = rows.flatMap((row, index) => (isEdge(row) ? [index] : []))
  for (const index of rows.length > MANY ? edges.slice(-LAST_EDGES) : edges) kept.add(index)
  rows.forEach((row, index) => {
    if (row.mark || row.badge) kept.add(index)
    // Of what went before, it shows whether Redis delivered it.
    if (!row.mark || row.mark === 'wrong') return
    const same = (one: EventRow, at: number) => at < index && one.kind === 'deliver'
    const own = rows.findLastIndex((one, at) => same(one, at) && one.message === row.message)
    kept.add(own >= 0 ? own : rows.findLastIndex(same))
  })
  const isLong = rows.length > FEW
  return (index) => {
    const row = rows[index]!
    if (kept.has(index)) return false
    if (isSetup(rows, index)) return true
    if (last >= 0 && index > last) return true
    const isOld = row.passed === true || rows.length > MANY
    return isLong && isOld && index < first - SHOWN_BEFORE
  }
}

/** Where nothing failed: the setup, messages that arrived as usual, and faults that are repeated. */
function routine(rows: readonly EventRow[]): (index: number) => boolean {
  const again = repeated(rows)
  const rounds = new Set<number>()
  if (rows.length > FEW_OF_PASSED) for (const index of usual(rows)) rounds.add(index)
  for (let index = MANY; index < rows.length - SHOWN_BEFORE; index++) rounds.add(index)
  return (index) => isSetup(rows, index) || again.has(index) || rounds.has(index)
}

function isSetup(rows: readonly EventRow[], index: number): boolean {
  return rows.slice(0, index + 1).every(({ kind }) => kind === 'open')
}

function isEdge({ kind }: EventRow): boolean {
  return kind === 'fault' || kind === 'cut' || kind === 'problem' || kind === 'refused'
}

/** What was done before the first fault; without faults, messages that arrived before the last one. */
function usual(rows: readonly EventRow[]): number[] {
  const first = rows.findIndex(isEdge)
  const isCall = ({ label, kind }: EventRow) => kind === 'call' && /publish|emit/i.test(label)
  const begin = first >= 0 ? 0 : rows.findIndex(isCall)
  const end = first >= 0 ? first : rows.findLastIndex(isCall)
  return rows.flatMap((_, index) => (index >= begin && index < end && begin >= 0 ? [index] : []))
}

/** What follows a second fault as it followed the first one. */
function repeated(rows: readonly EventRow[]): Set<number> {
  const begins = rows.flatMap(({ kind, fault }, index) =>
    kind === 'fault' && fault?.edge === 'begin' ? [index] : [],
  )
  const found = new Set<number>()
  const blocks = begins.map((from, at) => rows.slice(from, begins[at + 1] ?? rows.length))
  blocks.forEach((block, at) => {
    const before = blocks[at - 1]
    if (!before) return
    const [was, is] = [signature(before), signature(block)]
    if (was.some((one) => !is.includes(one)) || is.length > was.length + 1) return
    for (let index = 0; index < block.length; index++) found.add(begins[at]! + index)
  })
  return found
}

function signature(rows: readonly EventRow[]): string[] {
  return [...new Set(rows.map(({ kind, from, to }) => `${kind} ${from} ${to}`))]
}

function byRuns(rows: readonly EventRow[], may: (index: number) => boolean): Row[] {
  const found: Row[] = []
  let run: EventRow[] = []
  const end = () => {
    if (run.length >= FEWEST) found.push(foldOf(run))
    else found.push(...run)
    run = []
  }
  rows.forEach((row, index) => {
    // A second fault begins a fold of its own, unless there are many.
    if (row.kind === 'fault' && run.length > 0 && rows.length <= MANY) end()
    if (may(index)) {
      run.push(row)
    } else {
      end()
      found.push(row)
    }
  })
  end()
  return found
}

export function foldOf(rows: readonly EventRow[]): Fold {
  const [first] = rows
  return {
    kind: 'fold',
    at: first?.at ?? 0,
    key: `f${first?.key}`,
    label: describe(rows),
    say: 'Folded because nothing here decided it. Press Enter to unfold.',
    rows,
  }
}

/** What is in a fold, in few words. */
function describe(rows: readonly EventRow[]): string {
  const count = rows.reduce((sum, { times }) => sum + (times?.length ?? 1), 0)
  const events = count === 1 ? '1 event' : `${count} events`
  if (rows.every(({ kind }) => kind === 'open')) {
    const names = rows.map(({ label }) => label)
    const numbers = names.map((name) => /^connection (\d+)$/.exec(name)?.[1])
    const all =
      numbers.every(Boolean) && numbers.length > 1
        ? `connections ${listed(numbers as string[])}`
        : listed(names)
    return `${events}: ${all} open${names.length > 1 ? '' : 's'}`
  }
  if (rows[0]?.kind === 'fault') return `${rows[0].label}, same sequence: ${events}`
  const sent = [...new Set(rows.flatMap(({ kind, label }) => (kind === 'deliver' ? [label] : [])))]
  const handled = rows.some(({ kind }) => kind === 'handle') ? 'handled' : 'delivered'
  if (sent.length === 1) return `${sent[0]} is published and ${handled}: ${events}`
  if (sent.length > 1) return `${sent.length} messages are published and ${handled}: ${events}`
  const commands = [...new Set(rows.flatMap(({ kind, label }) => (kind === 'command' ? [label] : [])))]
  if (commands.length === 1) return `${commands[0]}: ${events}`
  if (commands.length > 1)
    return `${commands[0]}, and ${commands.length === 2 ? commands[1] : `${commands.length - 1} more commands`}: ${events}`
  return events
}

function listed(names: readonly string[]): string {
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? '')
}

interface StepRows {
  readonly step: EventRow | undefined
  readonly rows: EventRow[]
}

function steps(rows: readonly EventRow[]): StepRows[] {
  const found: StepRows[] = []
  for (const row of rows) {
    if (row.kind === 'step') found.push({ step: row, rows: [] })
    else {
      if (found.length === 0) found.push({ step: undefined, rows: [] })
      found.at(-1)!.rows.push(row)
    }
  }
  return found
}

/** A step in which nothing happens that an earlier one has not shown starts folded, and so does a setup. */
function foldedSteps(): (step: StepRows, index: number) => Row[] {
  const seen = new Set<string>()
  return ({ step, rows }, index) => {
    const ideas = rows.map(({ kind, from, to }) => (kind === 'note' ? 'note' : `${kind} ${from} ${to}`))
    const isNew = ideas.some((idea) => !seen.has(idea))
    for (const idea of ideas) seen.add(idea)
    const isSetup =
      index === 0 && rows.every(({ kind }) => /^(open|command|ack|note|call|return)$/.test(kind))
    const heading: Row[] = step ? [{ kind: 'step', at: step.at, key: step.key, label: step.label }] : []
    if (rows.length >= FEWEST && (!isNew || isSetup)) return [...heading, foldOf(rows)]
    return [...heading, ...rows]
  }
}
