/** `npm run lesson`: the list, or one lesson played. */
import { factsOf } from '../../checks/environment.ts'
import { beginText } from '../../checks/report/begin-text.ts'
import { touchedFiles } from '../../checks/report/touched-files.ts'
import { RedisUnavailable, type Server } from '../../redis/server.ts'
import { start } from '../../redis/start.ts'
import { loadLesson } from '../catalogue.ts'
import { lessonList } from '../lesson-list.ts'
import { CLIENTS, type Client, folderOf, type Lesson } from '../manifest.ts'
import { endsText, play } from '../player/play.ts'
import { Player } from '../player/player.ts'
import { fail, paint, runCommand } from '../terminal.mjs'
import { readWords } from '../words.mjs'

await runCommand(async () => {
  const {
    lesson: folder,
    words,
    clients: named,
  } = readWords({
    command: 'npm run lesson',
    example: 'npm run lesson 01 solution',
    lesson: 'optional',
    words: ['solution', 'watch'],
    clients: true,
  })
  if (!folder) {
    console.log(await lessonList())
    return
  }
  const clients = named.length > 0 ? named : CLIENTS
  // The threads start while the server does.
  const players = new Map(clients.map((client) => [client, new Player()]))
  const [lesson, server] = await Promise.all([loadLesson(folder), serverOrEnd()])
  console.log(
    `${paint('bold', `Lesson ${lesson.id} · ${lesson.title}`)}${words.has('solution') ? ' · solution' : ''}`,
  )
  console.log(`Redis: ${server.label}\n`)
  try {
    if (words.has('watch')) {
      const { watch } = await import('../player/watch.ts')
      await watch(lesson, clients, server, players)
    } else process.exitCode = await playOnce(lesson, words.has('solution'), clients, server, players)
  } finally {
    await server.stop()
  }
})

async function playOnce(
  lesson: Lesson,
  solution: boolean,
  clients: readonly Client[],
  server: Server,
  players: ReadonlyMap<Client, Player>,
): Promise<number> {
  const untouched = !solution && [...touchedFiles(lesson, clients).values()].every((file) => file.untouched)
  if (untouched)
    console.log('You have not begun yet, so this is the reference solution: what your code will do.\n')
  const area = solution || untouched ? 'solutions' : 'lessons'
  const what = { lesson, area, clients, server: factsOf(server), parts: ['play'] } as const
  const played = await play(what, (text) => console.log(text), players)
  const ends = endsText(what, played)
  if (ends.length > 0) console.log(`${ends.join('\n')}\n`)
  if (untouched) console.log(`${clients.map((client) => beginText(lesson, client)).join('\n')}\n`)
  if (solution) console.log(`The code and the reasons: solutions/${folderOf(lesson)}/README.md`)
  else
    console.log(`Read lessons/${folderOf(lesson)}/README.md, and check with: npm test lessons/${lesson.id}`)
  const bad = [...played.ends.values()].some(({ how }) => how === 'failed' || how === 'broken')
  return bad || played.interrupted.size > 0 ? 1 : 0
}

async function serverOrEnd(): Promise<Server> {
  try {
    return await start()
  } catch (error) {
    if (error instanceof RedisUnavailable) fail(error.message)
    throw error
  }
}
