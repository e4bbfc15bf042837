import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { writeAtomically } from '#shared/core/files.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { type Heading, hasDiagram, renderDiagram, toView } from '#shared/diagram/diagram.ts'
import { fileScript } from '#shared/diagram/script.ts'
import { type CheckResult, failures, type LessonResult } from './result.ts'

/** Where the diagrams of failures are, from the workbook's folder. */
const FOLDER = '.workbook/drawn'
/** The most diagrams to keep. */
const MOST_FILES = 40
const WIDTH = 900
/** The most lines of what was expected or received to show. */
const MOST_LINES = 8

/** The diagram of a failure as a file of its own, with its steps; undefined where nothing can be drawn. */
export function diagramFile({ check, client, outcome }: CheckResult): string | undefined {
  const { events = [] } = outcome
  if (!hasDiagram(events)) return undefined
  const view = toView(events, outcome)
  const script = fileScript(source('steps.mjs'), source('file-steps.mjs'), view.start)
  const heading = headingOf({ check, client, outcome })
  return withoutSecrets(renderDiagram(view, { width: WIDTH, heading, script }))
}

/**
 * Writes the diagram of a failure.
 *
 * @returns Its path from the workbook's folder; undefined where nothing can be drawn, or nothing can be written.
 */
export function writeDiagram(result: CheckResult, root = ROOT): string | undefined {
  const name = `${result.check.id}.${result.client}.svg`
  if (!/^[\w.-]+$/.test(name) || result.check.id === '') return undefined
  const svg = diagramFile(result)
  if (svg === undefined) return undefined
  const path = `${FOLDER}/${name}`
  try {
    writeAtomically(join(root, path), svg)
    removeOldest(join(root, FOLDER))
    return path
  } catch {
    // A workbook that can't be written to is no reason to fail.
    return undefined
  }
}

/**
 * Draws the failures that are explained.
 *
 * @param all Explains every failure, not only the first one.
 */
export function withDiagrams(of: LessonResult, all = false): LessonResult {
  const diagrams = new Map<CheckResult, string>()
  for (const failure of failures(of).slice(0, all ? undefined : 1)) {
    const path = writeDiagram(failure)
    if (path) diagrams.set(failure, path)
  }
  return { ...of, diagrams }
}

function removeOldest(folder: string): void {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.svg'))
    .map((name) => ({ path: join(folder, name), at: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at)
  for (const { path } of files.slice(MOST_FILES)) rmSync(path, { force: true })
}

function headingOf({ check, client, outcome }: CheckResult): Heading {
  const { comparison, message = '', cause } = outcome
  const clean = (text: string) => stripVTControlCharacters(text)
  const lines: Heading['lines'][number][] = comparison
    ? [
        { text: clean(comparison.what) },
        ...part('expected', comparison.expected.map(clean), 'good'),
        ...part('received', comparison.received.map(clean), 'bad'),
      ]
    : clean(message)
        .trimEnd()
        .split('\n')
        .slice(0, 2 * MOST_LINES)
        .map((text, index) => ({ text, code: index > 0 }))
  if (cause) lines.push({ text: `Likely cause: ${clean(cause)}`, tone: 'strong' })
  return { title: `✗ ${check.task} on ${client}: ${check.title}`, lines }
}

function part(name: string, all: readonly string[], tone: 'good' | 'bad'): Heading['lines'][number][] {
  const shown = all.slice(0, MOST_LINES).map((text, index) => ({
    text: `${(index === 0 ? name : '').padEnd(10)}${text}`,
    tone,
    code: true,
  }))
  const left = all.length - shown.length
  return left > 0 ? [...shown, { text: `${' '.repeat(10)}… ${left} more lines`, tone, code: true }] : shown
}

/** No password of a URL, and no place outside the workbook: the file is made to be handed on. */
function withoutSecrets(svg: string, root = ROOT): string {
  const folders = [root.replace(/[\\/]$/, ''), process.env.HOME, process.env.USERPROFILE].filter(
    (one) => one && one.length > 1,
  )
  return folders
    .reduce<string>((text, folder) => text.replaceAll(`${folder}/`, '').replaceAll(folder!, '.'), svg)
    .replace(/(\bredis(?:s)?:\/\/)[^\s@/"'<]*@/g, '$1')
}

function source(name: string): string {
  return readFileSync(join(ROOT, 'shared/diagram', name), 'utf8')
}
