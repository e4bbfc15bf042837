/** `npm run lesson`: the list, or one lesson played. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { atTerminal, CTRL_C, waitForKey } from '#shared/core/keys.ts'
import { lessonFolders, nearest, ROOT } from '#shared/core/lesson-paths.mjs'
import { loadLesson } from '#shared/core/lessons.ts'
import { CLIENTS, type Client, folderOf, type Lesson } from '#shared/core/manifest.ts'
import { notStartedMessage } from '#shared/core/not-started-message.ts'
import { fail, Misuse, paint, print, runCommand } from '#shared/core/terminal.mjs'
import { starterStatuses } from '#shared/core/touched-files.ts'
import { whyNoCluster } from '#shared/redis/cluster/open-cluster.ts'
import { foreignSubscribersText } from '#shared/redis/foreign-subscribers.ts'
import { RedisUnavailable, type Server } from '#shared/redis/server.ts'
import { serverInfoOf } from '#shared/redis/server-info.ts'
import { makeSureOfServers, watchServer } from '#shared/redis/server-watch.ts'
import { start } from '#shared/redis/start.ts'
import type { LessonCommand, RunLessonCommand } from '#shared/runner/lesson-command.ts'
import { endsText, play } from '#shared/runner/player/play.ts'
import { Player } from '#shared/runner/player/player.ts'
import { predict } from '#shared/runner/predict.ts'
import { playSnippet, snippetNames } from '#shared/runner/snippets/play-snippet.ts'
import { quote, readArgs } from '../args.mjs'
import { lessonList } from '../lesson-list.ts'

await runCommand(async () => {
  const typed = readArgs({
    command: 'npm run lesson',
    example: 'npm run lesson 01 solution',
    lesson: 'optional',
    words: ['solution', 'watch', 'predict', 'own'],
    clients: true,
    // A lesson may have words of its own; its manifest says which.
    other: (word) => /^[a-z][\w-]*$/i.test(word),
  })
  if (!typed.lesson) {
    if (typed.rest.length > 0) throw unknownWord(typed.rest[0] ?? '')
    const [word] = [...typed.words, ...typed.clients]
    if (word) throw new Misuse(`Say which lesson, for example: npm run lesson 01 ${word}`)
    print(await lessonList())
    return
  }
  const lesson = await loadLesson(typed.lesson)
  const [word, ...rest] = typed.rest
  if (word && !(word in (lesson.commands ?? {}))) {
    if (!snippetNames(lesson).includes(word)) throw unknownWord(word, lesson)
    if (rest[0]) throw new Misuse(`One snippet at a time, please: you named ${word} and ${rest[0]}.`)
    process.exitCode = await playSnippet(lesson, word, typed.clients)
    return
  }
  if (lesson.onCluster) {
    const reason = await whyNoCluster()
    if (reason) fail(`${reason}\n  A recorded run is in lessons/${folderOf(lesson)}/README.md.`)
  }
  const clients = typed.clients.length > 0 ? typed.clients : CLIENTS
  const playsNow = !word && !typed.words.has('predict')
  // The threads start while the server does.
  const part = typed.words.has('watch') ? 'check' : 'play'
  const newPlayer = (client: Client) => new Player({ folder: folderOf(lesson), client, part })
  const players = new Map(playsNow ? clients.map((client) => [client, newPlayer(client)]) : [])
  const server = await serverOrEnd()
  const solution = typed.words.has('solution') || (word !== undefined && lesson.commandsUseSolution === true)
  const own = typed.words.has('own')
  console.log(`${paint('bold', `Lesson ${lesson.id} · ${lesson.title}`)}${solution ? ' · solution' : ''}`)
  print(`Redis: ${server.label}\n`)
  const endWatch = await watchServer(server, (sentence) => fail(sentence))
  try {
    const area = solution ? 'solutions' : 'lessons'
    if (word)
      process.exitCode = await runOwnCommand(word, { lesson, area, clients, own, server, words: rest })
    else if (typed.words.has('predict')) {
      process.exitCode = await predict({ lesson, area, clients, own, server, words: rest })
    } else if (typed.words.has('watch')) {
      const foreign = await foreignSubscribersText(server)
      if (foreign) throw new Misuse(foreign)
      const { watch } = await import('#shared/runner/player/watch.ts')
      await watch(lesson, clients, server, own, players)
    } else process.exitCode = await playOnce(lesson, solution, clients, server, own, players)
  } finally {
    // First: a server that we stop ourselves has not gone.
    await endWatch()
    await server.stop()
  }
  // What watch has interrupted may still wait for something.
  if (typed.words.has('watch')) process.exit()
})

async function runOwnCommand(word: string, command: LessonCommand): Promise<number> {
  const file = join(ROOT, 'lessons', folderOf(command.lesson), 'workbook', `${word}.ts`)
  const { run } = (await import(pathToFileURL(file).href)) as { run: RunLessonCommand }
  return run(command)
}

function unknownWord(word: string, lesson?: Lesson): Misuse {
  const own = Object.keys(lesson?.commands ?? {})
  const words = ['solution', 'watch', 'predict', 'own', ...CLIENTS, ...own]
  const snippets = lesson ? snippetNames(lesson) : []
  const meant = nearest(word, [
    ...words,
    ...snippets,
    ...(lesson ? [] : lessonFolders().flatMap((name) => [name, name.slice(3)])),
  ])
  const lines = [
    `npm run lesson${lesson ? ` ${lesson.id}` : ''} does not know ${quote(word)}.${meant ? ` Did you mean ${quote(meant)}?` : ''}`,
    `  Lessons: ${lessonFolders().join(', ')}`,
    `  Words:   ${words.join(', ')}`,
    ...(snippets.length > 0 ? [`  Snippets: ${snippets.join(', ')}`] : []),
    '  Example: npm run lesson 01 solution',
  ]
  return new Misuse(lines.join('\n'))
}

async function playOnce(
  lesson: Lesson,
  solution: boolean,
  clients: readonly Client[],
  server: Server,
  own: boolean,
  players: ReadonlyMap<Client, Player>,
): Promise<number> {
  const untouched =
    !solution && [...starterStatuses(lesson, clients).values()].every((file) => file.untouched)
  if (untouched) print("You haven't started yet, so this is our solution. Your code will do the same.\n")
  const area = solution || untouched ? 'solutions' : 'lessons'
  const what = { lesson, area, clients, server: serverInfoOf(server), own, part: 'play' } as const
  const played = await play(what, (text) => console.log(text), players)
  await makeSureOfServers()
  const ends = endsText(what, played)
  const folder = folderOf(lesson)
  if (ends.length > 0) print(`${ends.join('\n')}\n`)
  if (untouched) print(`${clients.map((client) => notStartedMessage(lesson, client)).join('\n')}\n`)
  if (solution) print(`The code and the reasons: solutions/${folder}/README.md`)
  else print(`Read lessons/${folder}/README.md, and check with: npm test lessons/${lesson.id}`)
  const ended = [...played.ends.values()].map(({ how }) => how)
  const complete = played.interrupted.size === 0 && ended.every((how) => how === 'complete')
  if (complete && lesson.live && atTerminal() && (await wanted())) {
    return runOwnCommand(lesson.live, { lesson, area, clients, own, server, words: [] })
  }
  const bad = ended.some((how) => how === 'failed' || how === 'broken')
  return bad || played.interrupted.size > 0 ? 1 : 0
}

/** Asks whether the live view is to be opened. */
async function wanted(): Promise<boolean> {
  print(`\n${paint('yellow', 'Next is the live view. Press Enter to open it, or q to leave.')}`)
  const key = await waitForKey(['\r', '\n', 'q', 'Q', CTRL_C])
  return key === '\r' || key === '\n'
}

async function serverOrEnd(): Promise<Server> {
  try {
    return await start()
  } catch (error) {
    if (error instanceof RedisUnavailable) fail(error.message)
    throw error
  }
}
