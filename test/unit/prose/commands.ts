import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findLesson, parseLessonWord } from '#shared/core/lesson-paths.mjs'
import { CLIENTS, folderOf } from '#shared/core/manifest.ts'
import { pageOf } from '#shared/runner/snippets/snippets.ts'
import type { RepoIndex } from './repo-index.ts'

/** `npm run compare 01 clients`, wherever it stands; up to the end of what was given. */
const COMMAND = /\bnpm (?:run ([\w:-]+)|(test))((?: +[\w./\\:=-]+)*)/g

/** What is wrong with the commands in a text that is to be typed. */
export function wrongCommands(text: string, repo: RepoIndex): string[] {
  return [...text.matchAll(COMMAND)].flatMap(([typed, script = 'test', , words = '']) => {
    const file = fileOf(script, repo)
    if (!file) return [`\`${typed}\`: package.json has no script "${script}" with a file that is there`]
    const rules = rulesOf(sourceOf(join(repo.root, file)))
    let lesson: string | undefined
    let extra = false
    return words
      .split(' ')
      .filter((word) => word !== '' && word !== '&&')
      .flatMap((word) => {
        // It names a lesson to come.
        if (script === 'new-lesson' && /^[\w-]+$/.test(word)) return []
        if (rules.words.includes(word)) return []
        const found = rules.lesson && lesson === undefined && lessonOf(word, repo)
        if (found) {
          lesson = found
          return []
        }
        // What follows a word of the lesson's own is between the two of them.
        if (extra) return []
        extra = script === 'lesson' && extrasOf(lesson, repo).includes(word)
        if (extra || (script === 'lesson' && snippetsOf(lesson, repo).includes(word))) return []
        if (script === 'bench' && existsSync(join(repo.root, 'test/benchmarks', word, 'bench.ts'))) return []
        if (rules.tasks && lesson && isTask(lesson, word, repo)) return []
        const isArea = word === 'lessons' || word === 'solutions'
        if (rules.paths && (isArea || existsSync(join(repo.root, word)))) return []
        return [`\`${typed}\`: ${file} does not know "${word}"`]
      })
  })
}

/** The file of a command: the launcher, which is what package.json starts, loads it by its name. */
function fileOf(script: string, repo: RepoIndex): string | undefined {
  const name = /\/start\.cjs ([\w-]+)$/.exec(repo.scripts[script] ?? '')?.[1]
  const files = ['ts', 'mjs'].map((ending) => `shared/cli/commands/${name}.${ending}`)
  return files.find((file) => existsSync(join(repo.root, file)))
}

/** A command's text, with that of what it does when it stands apart from its process. */
function sourceOf(file: string): string {
  const source = readFileSync(file, 'utf8')
  const apart = /'(\.\.\/(?:hint|compare|reset)\.ts)'/.exec(source)?.[1]
  return apart ? source + readFileSync(join(dirname(file), apart), 'utf8') : source
}

/** What a command says that it takes: its rules for words. */
function rulesOf(source: string) {
  const list = /\bwords: \[([^\]]*)\]/.exec(source)?.[1] ?? ''
  const words = [...list.matchAll(/'([^']+)'/g)].flatMap(([, word]) => word ?? [])
  const takesClients = /\b(clients|files): true/.test(source)
  return {
    words: takesClients ? [...words, ...CLIENTS] : words,
    lesson: /\blesson: '(optional|required|several)'/.test(source),
    tasks: /\btasks: true/.test(source),
    paths: /\blesson: 'several'/.test(source) && /\bother:/.test(source),
  }
}

function lessonOf(word: string, { folders }: RepoIndex): string | undefined {
  return parseLessonWord(word) && findLesson(word, folders)
}

/** The words that a lesson adds to `npm run lesson`. */
function extrasOf(folder: string | undefined, { lessons }: RepoIndex): string[] {
  return lessons.flatMap((lesson) => (folderOf(lesson) === folder ? Object.keys(lesson.commands ?? {}) : []))
}

/** The snippets of a lesson's README, which run by their names. */
function snippetsOf(folder: string | undefined, { root }: RepoIndex): string[] {
  if (!folder) return []
  return pageOf(`lessons/${folder}/README.md`, root).snippets.map(({ name }) => name)
}

function isTask(folder: string, word: string, { tasks }: RepoIndex): boolean {
  return /^\d+$/.test(word) && tasks.includes(`${folder.slice(0, 2)}.${word}`)
}
