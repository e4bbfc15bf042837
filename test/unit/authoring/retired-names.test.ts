import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '#shared/core/lesson-paths.mjs'

/** Identifiers that only their authors understood, and what replaced them. */
const RETIRED: Readonly<Record<string, string>> = {
  Kit: 'CheckContext',
  Way: 'ProxiedConnection',
  hopeless: 'abortReason',
  pulse: 'heartbeat',
  wish: 'server selection',
  Stage: 'ScenarioContext',
  Lab: 'PredictionContext',
  Told: 'WorkerEvent',
  Job: 'WorkerOptions',
  Hired: 'StartedService',
  Fleet: 'ProcessGroup',
  Desk: 'TestBed',
  Station: 'TestBed',
  Town: 'TestBed',
  Drill: 'OutageRun',
  Mechanism: 'Transport',
  RunExtra: 'RunLessonCommand',
  readWords: 'parseArgs',
  catalogue: 'lessons',
  settlingOf: 'trackSettled',
}

/** The files that the checks, the commands and the tests are made of. */
const files = ['shared', 'lessons', 'test/unit', 'test/e2e', 'test/stress']
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      `${folder}/${name}`.replaceAll('\\', '/'),
    ),
  )
  .filter((path) => /\.([cm]?ts|tsx|mjs)$/.test(path) && !path.endsWith('retired-names.test.ts'))

test.each(Object.entries(RETIRED))('%s is called %s', (retired) => {
  // A declaration: texts and properties may have these words.
  const declared = new RegExp(
    `\\b(?:const|let|function|class|interface|type|enum) ${retired}\\b|\\bimport type \\{[^}]*\\b${retired}\\b`,
  )
  const found = files.filter((path) => declared.test(readFileSync(join(ROOT, path), 'utf8')))
  expect(found).toEqual([])
})
