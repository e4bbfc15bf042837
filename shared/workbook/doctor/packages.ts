import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../folders.mjs'
import type { Finding } from './finding.ts'

/** The oldest Node.js that everything is tested on, and that `engines` in package.json asks for. */
const OLDEST_NODE = [20, 19] as const

/** The packages that learners meet, and what they are to them. */
const PACKAGES = [
  ['redis', 'node-redis'],
  ['ioredis', 'ioredis'],
  ['js-redis-server', 'embedded server'],
] as const

/**
 * Whether this Node.js is new enough.
 *
 * @param version Default: the one that runs.
 */
export function examineNode(version = process.versions.node): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor, oldestMinor] = OLDEST_NODE
  const good = major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)
  if (good) return { state: 'good', what: 'Node.js', found: version }
  return {
    state: 'wrong',
    what: 'Node.js',
    found: `${version}, older than ${OLDEST_NODE.join('.')}`,
    advice: 'Install a newer one from https://nodejs.org/',
  }
}

/** Whether `npm install` has done its work. */
export function examinePackages(root = ROOT): Finding[] {
  return PACKAGES.map(([name, what]) => {
    const version = versionOf(name, root)
    if (version) return { state: 'good', what, found: `${name} ${version}` }
    return { state: 'wrong', what, found: `${name} is not installed`, advice: 'Type: npm install' }
  })
}

function versionOf(name: string, root: string): string | undefined {
  try {
    return JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version
  } catch {
    return undefined
  }
}
