/** `npm run docs`: builds the documentation site and says where to open it. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildSite } from '#shared/authoring/docs/build-site.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { mark, runCommand } from '#shared/core/terminal.mjs'
import { readArgs } from '../args.mjs'

/** One mistake in something that is on every page would fill the screen. */
const SHOWN = 20

await runCommand(async () => {
  readArgs({ command: 'npm run docs', example: 'npm run docs' })
  const site = join(ROOT, 'docs', 'site')
  const { problems, pages } = await buildSite(ROOT, site)
  if (problems.length === 0) {
    const address = pathToFileURL(join(site, 'index.html'))
    console.log(
      `${mark('passed')} The documentation is ready, ${pages} pages. Open it in a browser: ${address}`,
    )
    return
  }
  for (const problem of problems.slice(0, SHOWN))
    console.error(`${mark('failed', process.stderr)} ${problem}`)
  const rest = problems.length > SHOWN ? ` The first ${SHOWN} are shown.` : ''
  console.error(`The documentation was not built. Problems to fix: ${problems.length}.${rest}`)
  process.exitCode = 1
})
