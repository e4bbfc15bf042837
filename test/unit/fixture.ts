import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { loadLesson } from '#shared/core/lessons.ts'
import { starterOf } from '#shared/core/starters.ts'

/** The lesson of the fixture: one file per client, and one for both. */
export const LESSON = '01-letters'

const MANIFEST = `export const lesson = {
  id: '01',
  slug: 'letters',
  title: 'Letters',
  sections: [],
  goal: 'send letters.',
  minutes: 2,
  files: [
    { name: 'node-redis.ts', client: 'node-redis' },
    { name: 'ioredis.ts', client: 'ioredis', hunt: true },
    { name: 'stamps.ts' },
  ],
  tasks: [
    { id: '01.1', title: 'send a letter', hints: ['idea of 1', 'calls of 1', 'code of 1'] },
    { id: '01.2', title: 'receive a letter', needs: ['01.1'], hints: ['idea of 2', 'calls of 2', 'code of 2'] },
    { id: '01.3', title: 'put a stamp on it', hints: ['idea of 3', 'calls of 3', 'code of 3'] },
    { id: '01.4', title: 'seal it', optional: true, hints: ['idea of 4', 'calls of 4', 'code of 4'] },
  ],
  load: () => Promise.resolve({}),
}
`

const CLIENT_SOLUTION = (client: string, other: string) => `/** The letters with ${client}. */
import type { Letters } from '../../lessons/01-letters/contract.ts'

export function letters(): Letters {
  return { send, receive }
}

function send(): string {
  // #region 01.1-send
  return 'sent with ${client}'
  // #endregion
}

function receive(): string {
  // #region 01.2-receive
  //? return 'received with ${other}'
  return 'received with ${client}'
  // #endregion
}
`

const FILES: Record<string, string> = {
  'lessons/01-letters/README.md': '# Letters\n',
  'lessons/01-letters/contract.ts': 'export interface Letters {\n  send(): string\n  receive(): string\n}\n',
  'lessons/01-letters/workbook/lesson.ts': MANIFEST,
  'lessons/01-letters/workbook/scenario.ts': 'export {}\n',
  'lessons/01-letters/workbook/checks.ts': `export const checks = ['01.1', '01.2', '01.3', '01.4'].map((task) => ({
  id: \`\${task}-works\`,
  task,
  title: 'it works',
  run: () => Promise.resolve(),
}))
`,
  'lessons/01-letters/workbook/checks.test.ts': 'export {}\n',
  'solutions/01-letters/README.md': '# Letters, solved\n',
  'solutions/01-letters/solution.test.ts': 'export {}\n',
  'solutions/01-letters/node-redis.ts': CLIENT_SOLUTION('node-redis', 'ioredis'),
  'solutions/01-letters/ioredis.ts': CLIENT_SOLUTION('ioredis', 'node-redis'),
  'solutions/01-letters/stamps.ts': `export function stamp(): string {
  // #region 01.3-stamp
  return 'stamped'
  // #endregion
}

export function seal(): string {
  // #region 01.4-seal
  return 'sealed'
  // #endregion
}
`,
  'shared/lesson/todo.ts': 'export {}\n',
  'test/mutants/01-letters/mutants.test.ts': 'export {}\n',
  'test/mutants/01-letters/01.1.diff': `@@ never-sent: ioredis.ts, rejected by 01.1-works, 01.2-works, 01.3-works and 01.4-works
It sends nothing.
-return 'sent with ioredis'
+return 'lost'
`,
}

/** A workbook in a temporary folder. */
export interface Workbook {
  readonly root: string
  read(path: string): string
  write(path: string, text: string): void
  remove(path: string): void
}

/**
 * A small workbook with one lesson, complete but for the workbook's own `shared`, which {@link withShared} adds.
 *
 * @param changes Files to write differently, by their path; null leaves one out.
 * @param prepare Changes more, before the manifest is loaded for the first time.
 */
export async function smallWorkbook(
  changes: Record<string, string | null> = {},
  prepare: (workbook: Workbook) => void = () => {},
): Promise<Workbook> {
  const workbook = emptyWorkbook()
  for (const [path, text] of Object.entries({ ...FILES, ...changes })) {
    if (text !== null) workbook.write(path, text)
  }
  workbook.write('package.json', readFileSync(join(ROOT, 'package.json'), 'utf8'))
  prepare(workbook)
  // The starters are made as the workbook makes them, unless a test brings its own.
  const lesson = await loadLesson(LESSON, workbook.root).catch(() => undefined)
  for (const { name } of lesson?.files ?? []) {
    const path = `lessons/${LESSON}/${name}`
    if (path in changes) continue
    try {
      workbook.write(path, starterOf(lesson!, name, { root: workbook.root }))
    } catch {
      // A solution with a mistake has no starter.
    }
  }
  return workbook
}

/** Adds the workbook's own `shared`, which a process of its own needs, where it is not there yet. */
export function withShared({ root }: Pick<Workbook, 'root'>): void {
  if (existsSync(join(root, 'shared/core'))) return
  cpSync(join(ROOT, 'shared'), join(root, 'shared'), { recursive: true })
}

/** A copy of this workbook with its real lessons, without what is not committed. */
export function copyOfTheWorkbook(): Workbook {
  const workbook = emptyWorkbook()
  for (const entry of [
    'lessons',
    'solutions',
    'shared',
    'package.json',
    'tsconfig.json',
    'biome.json',
    '.gitignore',
  ]) {
    cpSync(join(ROOT, entry), join(workbook.root, entry), { recursive: true })
  }
  return workbook
}

const roots: string[] = []

/** For `afterAll` of a file that makes workbooks: tests that run side by side cannot say which one is over. */
export function removeWorkbooks(): void {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true })
}

/** A temporary folder with nothing in it but the packages. */
export function emptyWorkbook(): Workbook {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'workbook-')))
  roots.push(root)
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'), 'junction')
  return {
    root,
    read: (path) => readFileSync(join(root, path), 'utf8'),
    write(path, text) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    },
    remove: (path) => rmSync(join(root, path), { recursive: true }),
  }
}
