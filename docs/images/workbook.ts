/**
 * Takes `workbook.jpg`, the picture of `npm start` in the README: lesson 01 in a fresh copy of the workbook, with a
 * mistake that many make. Run it with `npx tsx docs/images/workbook.ts` after the page has changed. It needs Chromium or
 * Chrome.
 */

import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { loadLesson } from '#shared/core/lessons.ts'
import { starterOf } from '#shared/core/starters.ts'
import { NO_BROWSER, startChromium } from '../../test/e2e/docs/chromium.ts'

const WINDOW = { width: 1280, height: 900 }
/** Sharp on most screens. */
const DENSITY = 1.5
const QUALITY = 78
/** How long a step may take, in milliseconds. */
const LIMIT = 120_000
/** Each call gives node-redis another function, so it calls them all. */
const RIGHT = 'await inTurn(channel, () => subscriber.subscribe(channel, listener))\n  }'
const WRONG = 'await subscriber.subscribe(channel, (message) => listener(message, channel))\n  }'

const browser = await startChromium()
if (!browser) throw new Error(NO_BROWSER)
const copy = mkdtempSync(join(tmpdir(), 'workbook-picture-'))
for (const path of ['lessons', 'solutions', 'shared', 'docs', 'package.json', 'tsconfig.json', 'README.md'])
  cpSync(join(ROOT, path), join(copy, path), { recursive: true })
symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'junction')
const lesson = await loadLesson('01-basic-pubsub')
const code = starterOf(lesson, 'node-redis.ts', { done: new Set(['01.1', '01.2', '01.3']) })
if (!code.includes(RIGHT)) throw new Error('The solution subscribes in another way now: adapt this picture.')
writeFileSync(join(copy, 'lessons/01-basic-pubsub/node-redis.ts'), code.replace(RIGHT, WRONG))

const child = spawn(process.execPath, ['shared/cli/start.cjs', 'start', '01'], {
  cwd: copy,
  env: { ...process.env, BROWSER: 'none', NO_COLOR: '1' },
  stdio: ['ignore', 'pipe', 'inherit'],
})
try {
  const page = await browser.newPage({
    viewport: WINDOW,
    deviceScaleFactor: DENSITY,
    colorScheme: 'light',
    reducedMotion: 'reduce',
  })
  page.setDefaultTimeout(LIMIT)
  await page.goto(await address())
  await page.getByRole('option', { name: /3rd call/ }).waitFor()
  await page.getByText(/checked in/).waitFor()
  await page.screenshot({ path: join(ROOT, 'docs/images/workbook.jpg'), type: 'jpeg', quality: QUALITY })
} finally {
  await browser.close()
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGINT')
  await ended
  rmSync(copy, { recursive: true, force: true })
}

/** The address that the command prints. */
async function address(): Promise<string> {
  let printed = ''
  for await (const chunk of child.stdout) {
    printed += String(chunk)
    const found = /http:\/\/\S+/.exec(printed)?.[0]
    if (found) return found
  }
  throw new Error(`npm start has ended:\n${printed}`)
}
