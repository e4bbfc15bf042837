/**
 * Draws `failing-test.svg`, the picture in the README: a failing check of lesson 01, from a real run in a copy of the
 * workbook. Run it with `npx tsx docs/images/failing-test.ts` after the output of `npm test` has changed.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { loadLesson } from '#shared/core/lessons.ts'
import { starterOf } from '#shared/core/starters.ts'

const LESSON = '01-basic-pubsub'
/** What a learner could write for task 01.2: a new listener for each call. */
const RIGHT =
  '    const listener = remember(channel, handler, (message) => void run(handler, message, channel))\n'
const WRONG = RIGHT.replace('remember(channel, handler, ', '').replace(/\)\n$/, '\n')

const COLUMNS = 78
const [CHARACTER, LINE, PADDING] = [7.83, 18, 16]
/** Colours of a dark terminal, which is readable on light and dark pages. */
const THEME = { back: '#0d1117', frame: '#57606a', text: '#e6edf3', dim: '#9aa4ae' }
const COLOURS: Readonly<Record<number, string>> = {
  31: '#ff7b72',
  32: '#56d364',
  33: '#e3b341',
  36: '#76e3ea',
}

const failure = failureIn(outputOf(await learnersFile()))
writeFileSync(join(ROOT, 'docs/images/failing-test.svg'), svgOf(failure))

/** The solution as a learner's file, with the mistake. */
async function learnersFile(): Promise<string> {
  const lesson = await loadLesson(LESSON)
  const done = new Set(lesson.tasks.map(({ id }) => id))
  const right = starterOf(lesson, 'node-redis.ts', { done })
  if (!right.includes(RIGHT)) throw new Error(`The solution no longer has the line:\n${RIGHT}`)
  return right.replace(RIGHT, WRONG)
}

/** What `npm test lessons/01 node-redis` prints, with its colours. */
function outputOf(code: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'failing-test-'))
  try {
    const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: ROOT,
    })
    for (const path of listed
      .toString()
      .split('\0')
      .filter((name) => name !== '' && existsSync(join(ROOT, name)))) {
      mkdirSync(dirname(join(copy, path)), { recursive: true })
      cpSync(join(ROOT, path), join(copy, path))
    }
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'junction')
    writeFileSync(join(copy, 'lessons', LESSON, 'node-redis.ts'), code)
    const { NO_COLOR: _, ...env } = process.env
    const args = ['shared/cli/start.cjs', 'test', 'lessons/01', 'node-redis']
    return spawnSync(process.execPath, args, {
      cwd: copy,
      encoding: 'utf8',
      env: { ...env, FORCE_COLOR: '1', COLUMNS: String(COLUMNS) },
    }).stdout
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

/** The lines of the failure that is explained. */
function failureIn(output: string): string[] {
  const lines = output.split('\n')
  const begin = lines.findIndex((line) => plain(line).startsWith('✗ 01.2 on node-redis'))
  const end = lines.findIndex((line, at) => at > begin && plain(line).includes('(check 01.2-again)'))
  if (begin < 0 || end < 0) throw new Error(`The output has no failure of 01.2-again:\n${output}`)
  return lines.slice(begin, end + 1)
}

function svgOf(lines: readonly string[]): string {
  const shown = [paintedCommand(), '', ...lines]
  const width = Math.ceil(Math.max(...shown.map((line) => plain(line).length)) * CHARACTER + 2 * PADDING)
  const height = shown.length * LINE + 2 * PADDING
  const texts = shown.map((line, at) => {
    const y = PADDING + at * LINE + LINE - 5
    return `  <text x="${PADDING}" y="${y}" xml:space="preserve">${spansOf(line)}</text>`
  })
  const description = lines
    .map(plain)
    .map((line) => line.trim())
    .filter(Boolean)
    .join(' ')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc">
  <title id="title">A failing check in the terminal</title>
  <desc id="desc">${escaped(description)}</desc>
  <style>text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace; fill: ${THEME.text} }</style>
  <rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="${THEME.back}" stroke="${THEME.frame}"/>
${texts.join('\n')}
</svg>
`
}

function paintedCommand(): string {
  return '\u001b[2m$\u001b[22m npm test lessons/01 node-redis'
}

/** A line's pieces, each with the style that its escape sequences set. */
function spansOf(line: string): string {
  let [fill, bold, dim] = ['', false, false]
  let spans = ''
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
  for (const [, codes, text = ''] of `\u001b[0m${line}`.matchAll(/\u001b\[([\d;]*)m([^\u001b]*)/g)) {
    for (const code of (codes || '0').split(';').map(Number)) {
      if (code === 0) [fill, bold, dim] = ['', false, false]
      else if (code === 1) bold = true
      else if (code === 2) dim = true
      else if (code === 22) [bold, dim] = [false, false]
      else if (code === 39) fill = ''
      else fill = COLOURS[code] ?? fill
    }
    const colour = fill || (dim ? THEME.dim : '')
    const style = `${colour ? ` fill="${colour}"` : ''}${bold ? ' font-weight="bold"' : ''}`
    if (text) spans += `<tspan${style}>${escaped(text)}</tspan>`
  }
  return spans
}

function plain(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
  return line.replace(/\u001b\[[\d;]*m/g, '')
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
