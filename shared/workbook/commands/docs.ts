/**
 * `npm run docs`: builds the documentation site and says where to open it.
 *
 * @module
 */
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { buildSite } from '../docs/build-site.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const site = join(root, 'docs', 'site')

/** One mistake in something that is on every page would fill the screen. */
const SHOWN = 20

const words = process.argv.slice(2)
if (words.length > 0) {
  console.error(`npm run docs takes no words, and was given "${words.join(' ')}". Type: npm run docs`)
  process.exitCode = 2
} else {
  const { problems, pages } = await buildSite(root, site)
  for (const problem of problems.slice(0, SHOWN)) console.error(`✗ ${problem}`)
  if (problems.length > 0) {
    process.exitCode = 1
    const rest = problems.length > SHOWN ? ` The first ${SHOWN} are shown.` : ''
    console.error(`The documentation was not built. To repair: ${problems.length}.${rest}`)
  } else {
    console.log(
      `The documentation is ready, ${pages} pages. Open it in a browser: ${pathToFileURL(join(site, 'index.html'))}`,
    )
  }
}
