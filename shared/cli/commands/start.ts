/** `npm start`: the workbook in the browser. */
import { bundle } from '#shared/app/bundle.ts'
import { openBrowser } from '#shared/app/open-browser.ts'
import { Pages } from '#shared/app/pages.ts'
import { startApp } from '#shared/app/server.ts'
import { remember, remembered } from '#shared/app/token.ts'
import { Workshop } from '#shared/app/workshop.ts'
import { loadLesson } from '#shared/core/lessons.ts'
import { paint, print, runCommand } from '#shared/core/terminal.mjs'
import { readArgs } from '../args.mjs'

await runCommand(async () => {
  const typed = readArgs({ command: 'npm start', example: 'npm start 01', lesson: 'optional' })
  const lesson = typed.lesson ? await loadLesson(typed.lesson) : undefined
  const ended = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
  const { port: lastPort, token } = remembered()
  const workshop = new Workshop()
  const pages = new Pages()
  const built = bundle()
  const redis = workshop.startRedis()
  const app = await startApp({ workshop, pages, bundle: built, token, forwarded }, lastPort)
  remember({ port: app.port, token })
  try {
    await built
    const page = lesson ? `/lessons/${lesson.id}` : '/'
    const address = `http://127.0.0.1:${app.port}${page}#token=${token}`
    print(`The workbook is at ${paint('cyan', address)}\n`)
    print(paint('dim', 'Keep this open while you work. Ctrl-C ends it.'))
    openBrowser(address)
    if (lesson) pages.lesson(lesson).catch(() => {})
    await Promise.race([ended, redis.then(() => ended)])
  } finally {
    await app.close()
    await workshop.close()
  }
  // What a learner's code has left open may still wait for something.
  process.exit()
})

/** Where Codespaces forwards a port to. */
function forwarded(port: number): string[] {
  const { CODESPACE_NAME: name, GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN: domain } = process.env
  return name && domain ? [`${name}-${port}.${domain}`] : []
}
