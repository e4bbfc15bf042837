import { installHint } from '#shared/redis/install-hint.ts'
import { findPrograms, PROGRAMS } from '#shared/redis/programs.ts'
import { RedisUnavailable } from '#shared/redis/server.ts'
import { serverSelectionOf } from '#shared/redis/server-selection.ts'
import { versionOf } from '#shared/redis/spawn-redis.ts'
import { start } from '#shared/redis/start.ts'
import { redactUrl } from '#shared/redis/url.ts'
import { isSupported, OLDEST } from '#shared/redis/version.ts'
import type { Finding } from './finding.ts'

/** The server programs on the PATH, each with its version. */
export async function examinePrograms(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const advice = `Install it: ${installHint()}`
  const programs = findPrograms(env)
  if (programs.length === 0) {
    return [
      { state: 'missing', what: 'Redis program', found: `no ${PROGRAMS.join(' or ')} on your PATH`, advice },
    ]
  }
  return Promise.all(
    programs.map(async (program): Promise<Finding> => {
      const version = await versionOf(program)
      const found = `${program.name} ${version ?? '(unknown version)'} at ${program.file}`
      if (version && isSupported(version)) return { state: 'good', what: 'Redis program', found }
      return { state: 'missing', what: 'Redis program', found: `${found}, and ${OLDEST} is needed`, advice }
    }),
  )
}

/**
 * Which Redis the lessons will run on: it is really started, or connected to.
 *
 * @returns `wrong` when what the environment asks for cannot be had; `real` tells whether it is more than the
 * embedded server.
 */
export async function examineChoice(env: NodeJS.ProcessEnv): Promise<Finding & { readonly real: boolean }> {
  const what = 'Lessons run on'
  try {
    const server = await start({ env })
    await server.stop()
    const real = server.kind !== 'embedded'
    // The port is another one every time.
    const found = server.kind === 'url' ? server.label : server.label.replace(/:\d{5}\b/, '')
    return { state: 'good', what, found, real }
  } catch (error) {
    if (!(error instanceof RedisUnavailable)) throw error
    return { state: 'wrong', what, found: `nothing: ${error.message}`, real: false }
  }
}

/**
 * What the environment asks for; nothing when it does not.
 *
 * @param state Whether it can be had.
 */
export function examineEnvironment(env: NodeJS.ProcessEnv, state: Finding['state']): Finding[] {
  try {
    const selection = serverSelectionOf({ env })
    if (!selection?.variable) return []
    const found = selection.kind === 'url' ? redactUrl(selection.value) : selection.value
    return [{ state, what: selection.variable, found }]
  } catch {
    // What is wrong with it is told with the choice.
    return []
  }
}
