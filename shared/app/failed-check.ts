import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { diffArrays } from 'diff'
import type { Comparison } from '#shared/checks/outcome.ts'
import { readIfThere } from '#shared/core/files.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { type Client, folderOf, type Lesson } from '#shared/core/manifest.ts'
import { filesFor } from '#shared/core/starter-status.ts'
import { placeholdersOf } from '#shared/core/starters.ts'
import { hasDiagram, toView } from '#shared/diagram/diagram.ts'
import type { CheckResult, LessonResult } from '#shared/runner/report/result.ts'
import { spotAt } from './editor.ts'
import type { DiffLine, FailedCheck, Spot } from './messages.ts'

/** With more differences than this, lines are no longer matched. */
const MOST_DIFFERENCES = 400
const MOST_LINES = 200
/** The longest item that fits into a row of items, in characters, and the most items. */
const LONGEST_ITEM = 24
const MOST_ITEMS = 8
/** Printed lines that are shown. */
const MOST_PRINTED = 100
/** A place that a message names, from the workbook's folder. */
const PLACE = /\b((?:lessons|solutions)\/[\w./-]+\.ts):(\d+)(?::(\d+))?/

/** One failure in full, for the page. */
export function failedCheck(
  { check, client, outcome }: CheckResult,
  of: LessonResult,
  others: number,
): FailedCheck {
  const { message = '', comparison, cause } = outcome
  const open = of.starters.get(client)?.open.get(check.task)
  const spot = spotIn(message) ?? (open && spotAt(open)) ?? beginOf(of.lesson, client, check.task)
  return {
    id: check.id,
    task: check.task,
    title: capitalized(check.title),
    what: comparison ? capitalized(clean(comparison.what)) : clean(message),
    ...compared(comparison),
    ...(cause && { cause: clean(cause) }),
    ...(spot && { spot }),
    ...(open && { open: spotAt(open) }),
    output: outcome.output.slice(-MOST_PRINTED).map(clean),
    ...(hasDiagram(outcome.events ?? []) && { view: toView(outcome.events ?? [], outcome) }),
    others,
  }
}

/** The lines of both sides, or the items of two short lists. */
function compared(comparison: Comparison | undefined): Pick<FailedCheck, 'diff' | 'isList'> {
  if (!comparison) return { diff: [], isList: false }
  const [expected, received] = [comparison.expected, comparison.received].map((lines) => itemsOf(lines))
  if (expected && received) return { diff: differences(expected, received), isList: true }
  return { diff: differences(comparison.expected, comparison.received), isList: false }
}

/** The items of a list that is written on one line, or with an item on each; undefined for anything else. */
function itemsOf(lines: readonly string[]): string[] | undefined {
  const text = lines.map((line) => line.trim()).join(' ')
  if (!text.startsWith('[') || !text.endsWith(']')) return undefined
  const items: string[] = []
  let depth = 0
  let quote = ''
  let item = ''
  for (const [index, letter] of [...text.slice(1, -1)].entries()) {
    const before = text[index]
    if (quote) quote = letter === quote && before !== '\\' ? '' : quote
    else if (/["'`]/.test(letter)) quote = letter
    else if (/[[{(]/.test(letter)) depth += 1
    else if (/[\]})]/.test(letter)) depth -= 1
    if (letter === ',' && depth === 0 && !quote) {
      items.push(item.trim())
      item = ''
    } else item += letter
  }
  if (item.trim()) items.push(item.trim())
  const fits = items.length <= MOST_ITEMS && items.every((one) => one.length <= LONGEST_ITEM)
  return fits && depth === 0 && !quote ? items : undefined
}

function differences(expected: readonly string[], received: readonly string[]): DiffLine[] {
  const changes = diffArrays([...expected], [...received], {
    comparator: (one, other) => withoutComma(one) === withoutComma(other),
    maxEditLength: MOST_DIFFERENCES,
  }) ?? [
    { value: [...expected], added: false, removed: true },
    { value: [...received], added: true, removed: false },
  ]
  // Items that repeat the one before them belong beside it.
  const repeats = (index: number) => changes[index + 1]?.value[0] === changes[index - 1]?.value.at(-1)
  const order = [...changes]
  for (const [index, change] of changes.entries()) {
    const next = changes[index + 1]
    if (change.removed && next?.added && repeats(index)) order.splice(index, 2, next, change)
  }
  return order
    .flatMap(({ value, added, removed }) =>
      value.map((text): DiffLine => ({ mark: added ? 'extra' : removed ? 'missing' : 'same', text })),
    )
    .slice(0, MOST_LINES)
}

/** Whether another property follows is no difference. */
function withoutComma(text: string): string {
  return text.replace(/,$/, '')
}

/** The place that a message names. */
export function spotIn(message: string): Spot | undefined {
  const [, path, line, column] = PLACE.exec(clean(message)) ?? []
  if (path === undefined) return undefined
  return spotAt({ path, line: Number(line), ...(column && { column: Number(column) }) })
}

/** Where a task's code begins in the learner's file: after the line that is before it in the starter. */
export function beginOf(lesson: Lesson, client: Client, task: string): Spot | undefined {
  for (const name of filesFor(lesson, client)) {
    const path = `lessons/${folderOf(lesson)}/${name}`
    const lines = (readIfThere(join(ROOT, path)) ?? '').split(/\r?\n/)
    for (const { before } of placeholdersOf(lesson, name).get(task) ?? []) {
      if (before === undefined) continue
      const index = lines.findIndex((line) => line.trimEnd() === before.trimEnd())
      if (index >= 0) return spotAt({ path, line: index + 1 })
    }
  }
  const [first] = filesFor(lesson, client)
  return first === undefined ? undefined : spotAt({ path: `lessons/${folderOf(lesson)}/${first}`, line: 1 })
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function clean(text: string): string {
  return stripVTControlCharacters(text)
}
