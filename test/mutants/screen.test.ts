import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { checksOf } from '#shared/authoring/checks-of.ts'
import { variantsOf } from '#shared/authoring/mutants.ts'
import { captureUnhandled } from '#shared/checks/capture-unhandled.ts'
import { openEnvironment } from '#shared/checks/environment.ts'
import { LessonRun } from '#shared/checks/lesson-run.ts'
import { lessonFolders, ROOT } from '#shared/core/lesson-paths.mjs'
import { loadLesson } from '#shared/core/lessons.ts'
import { displayWidth, fitted } from '#shared/core/terminal.mjs'
import { diagramFile } from '#shared/runner/report/diagram-file.ts'
import { lessonReport } from '#shared/runner/report/lesson-report.ts'
import type { CheckResult, LessonResult } from '#shared/runner/report/result.ts'
import { total } from '#shared/runner/report/total.ts'
import { xmlProblem } from '../unit/diagram/well-formed.ts'
import { build, loadAdapter, loadFrom } from './build.ts'

const ROWS = 40
const COLUMNS = 80

/** Mutants, with the line that decided: by it a reader can tell what went wrong. */
const FAILURES: [lesson: string, mutant: string, decided: RegExp][] = [
  ['01', 'count-of-handlers', /^> .*publish\(\) resolved with 0/m],
  ['01', 'every-handler-every-channel', /^> .*a got ".*" on news/m],
  ['01', 'undefined-becomes-null', /^> .*publishJson\(\) resolved with 1/m],
  ['02', 'psubscribe-not-awaited', /^> .*PUBLISH news "one" returned 0/m],
  ['02', 'matched-as-in-a-shell', /^> .* got ".*" on name:/m],
  ['02', 'added-after-the-wait', /^> .*Redis → connection \d: ".*" on .* by /m],
  ['03', 'handler-for-each-room-again', /^> .*ben got "back" on red/m],
  ['03', 'json-null-reaches-every-browser', /^> .*anna got undefined on everyone/m],
  ['03', 'passes-on-any-event', /^> .*anna got "forged" on /m],
  ['04', 'release-error-is-false-node-redis', /^> .*release\(\) resolved with false/m],
  ['04', 'claim-error-is-no-claim-ioredis', /SET refused with NOPERM/],
  ['04', 'count-of-zero-is-unsent', /^ +\d+ ms +✗ the check failed/m],
  ['05', 'begun-after-the-end', /^> .*slow got "waits" on order:created/m],
  ['05', 'close-forgets-the-patterns', /^> .*bus\.emit\(\) resolved with 1/m],
  ['05', 'off-pattern-rejects', /^> .*offPattern\("order:\*", a\) rejected with/m],
  ['06', 'still-pending', /report: handler on orders: Error: delivered \d+ times/],
  ['06', 'moved-by-each', /XACK orders mail/],
  ['06', 'fields-as-json', /XADD orders \* json/],
  ['07', 'names-as-they-are', /the check: the response to GET \/ is 200/],
  ['07', 'health-at-the-beginning', /the check: the response to GET \/ is 200/],
  ['08', 'oldest-first', /HTTP GET \/status → 200/],
  ['08', 'a-list-of-names', /^ +\d+ ms +✗ the check failed/m],
]

describe.concurrent('the first failure of a lesson fits one screen, with its cause and the line that decided', () => {
  let env: ReturnType<typeof openEnvironment>
  let over = false
  beforeAll(() => {
    vi.stubEnv('COLUMNS', String(COLUMNS))
    vi.stubEnv('NO_COLOR', '1')
    // What mutants leave open may complain later.
    captureUnhandled((error) => {
      if (!over) throw error
    })
    env = openEnvironment(inject('server'))
  })
  afterAll(async () => {
    over = true
    await env.close()
    vi.unstubAllEnvs()
  })

  test.each(FAILURES)('%s %s', async (id, name, decided) => {
    const lesson = await loadLesson(lessonFolders().find((folder) => folder.startsWith(id))!)
    const mutant = variantsOf(lesson).mutants.find((one) => one.name === name)
    expect(mutant, `lesson ${id} has no mutant ${name}`).toBeDefined()
    const [client] = mutant!.clients
    const folder = build(lesson, mutant!)
    const checks = await checksOf(lesson, ROOT)
    if (typeof checks === 'string') return expect.fail(checks)
    const check = checks.find((one) => one.id === mutant!.rejectedBy[0])!
    const run = new LessonRun(lesson, () => lesson.load(client!, loadFrom(folder), loadAdapter))
    const outcome = await run.run(check, env)
    expect(outcome.status).toBe('failed')
    const results: CheckResult[] = [
      { check, client: client!, outcome },
      // Others fail with it, as they do when a lesson is half done.
      ...['failed', 'not-started'].map((status) => ({
        check,
        client: client!,
        outcome: { ...outcome, status } as CheckResult['outcome'],
      })),
    ]
    const starters = new Map([[client!, { untouched: false, open: new Map(), notBegun: new Set<string>() }]])
    const svg = diagramFile(results[0]!)
    if (svg) expect(xmlProblem(svg)).toBeUndefined()
    const diagrams = new Map([[results[0]!, `.workbook/drawn/${check.id}.${client}.svg`]])
    const of: LessonResult = { lesson, area: 'lessons', clients: [client!], results, starters, diagrams }
    const report = lessonReport(of)
    const screen = `${report.slice(report.search(/^✗ /m))}\n\n${fitted(total([of], [], 0))}\n`
    const rows = screen.split('\n')
    expect(rows.length, screen).toBeLessThanOrEqual(ROWS)
    // The path of a mutant is longer than a learner's.
    const isTooWide = (row: string) => displayWidth(row) > COLUMNS && !row.includes('.workbook/built/')
    expect(rows.filter(isTooWide)).toEqual([])
    expect(screen).toMatch(decided)
    expect(screen).toContain('Diagram: .workbook/drawn/')
    if (outcome.cause) expect(screen).toContain('Likely cause: ')
  })
})
