/** Everything that the prose and the hints name exists: commands and their words, files, links, checks, tasks. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { hintsOf } from '#shared/core/hints.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { CLIENTS } from '#shared/core/manifest.ts'
import { wrongNames } from './names.ts'
import { type RepoIndex, readRepoIndex } from './repo-index.ts'

/** Its example of a lesson to come stands for any lesson. */
const GUIDE = 'docs/contributing.md'

let repo: RepoIndex
beforeAll(async () => {
  repo = await readRepoIndex()
})

test.each(pages())('%s names what exists', (page) => {
  const text = readFileSync(join(ROOT, page), 'utf8')
  const about =
    page === GUIDE
      ? text.replaceAll('10-your-lesson', repo.folders[0] ?? '').replaceAll(/\b10\b/g, '01')
      : text
  expect(wrongNames(about, page, repo)).toEqual([])
})

test('the hints name what exists', () => {
  const wrong = repo.lessons.flatMap((lesson) =>
    CLIENTS.flatMap((client) =>
      [...hintsOf(lesson, client).tasks].flatMap(([task, { steps }]) =>
        steps.flatMap((hint, index) => wrongNames(hint, `hint ${index + 1} of ${task}`, repo)),
      ),
    ),
  )
  expect([...new Set(wrong)]).toEqual([])
})

describe('a name that nothing has is found', () => {
  const README = 'lessons/01-basic-pubsub/README.md'

  test.each([
    ['a script', '`npm run lessson 01`', 'package.json has no script "lessson"'],
    ['a lesson', '`npm run lesson 77`', 'does not know "77"'],
    ['a word', '`npm run lesson 01 dance`', 'does not know "dance"'],
    ['a word of another command', '`npm run lesson 01 reveal`', 'does not know "reveal"'],
    ['a lesson, where none is taken', '`npm run redis 01`', 'does not know "01"'],
    ['a client, where none is taken', '`npm run redis ioredis`', 'does not know "ioredis"'],
    ['a task of a command', '`npm run hint 01 77`', 'does not know "77"'],
    ['the path of a test', '`npm test lessons/77`', 'does not know "lessons/77"'],
    ['a command in a block', '```sh\nnpm install && npm run lessson 01\n```', 'no script "lessson"'],
    ['a path', '`lessons/01-basic-pubsub/nothing.ts`', 'there is no lessons/01-basic-pubsub/nothing.ts'],
    ['a file', '`nothing.ts`', 'there is no file called nothing.ts'],
    ['a link', '[a `page`](../nothing.md)', 'the link to ../nothing.md leads nowhere'],
    ['a heading', '[a heading](#nothing)', 'has no heading #nothing'],
    ['a check', '| 01.2-nothing |', 'there is no check 01.2-nothing'],
    ['a region, where a check is meant', '01.2-listen', 'there is no check 01.2-listen'],
    ['a task', '**01.77** fly', 'there is no task 01.77'],
    ['a claim', 'S12, S999', 'there is no claim S999'],
  ])('%s', (_what, text, problem) => {
    const wrong = wrongNames(text, README, repo)
    expect(wrong).toHaveLength(1)
    expect(wrong[0]).toContain(problem)
  })

  test('and what exists is not', () => {
    const right = [
      '`npm run lesson 01 watch`, `npm run hint 01 2`, `npm test lessons/01 ioredis`, `npm run reset basic-pubsub`',
      '`lessons/01`, `contract.ts`, [the contract](contract.ts), [the idea](#the-idea), 01.2-late, **01.2**, S12',
      'Node 20.19, redis 6.3.1, and lesson 05.1, which is not there yet',
    ]
    expect(wrongNames(right.join('\n'), README, repo)).toEqual([])
  })
})

function pages(): string[] {
  const inFolders = ['lessons', 'solutions'].flatMap((area) =>
    readdirSync(join(ROOT, area)).map((folder) => `${area}/${folder}/README.md`),
  )
  const guides = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'))
  return ['README.md', ...guides.map((name) => `docs/${name}`), ...inFolders].filter((page) =>
    existsSync(join(ROOT, page)),
  )
}
