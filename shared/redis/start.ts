import { tmpdir } from 'node:os'
import { startEmbedded } from './embedded.ts'
import { connectTo } from './external-server.ts'
import { installHint } from './install-hint.ts'
import { findPrograms, PROGRAMS } from './programs.ts'
import { type OwnServer, RedisUnavailable, type Server, type StartOptions } from './server.ts'
import { startProcess } from './server-process.ts'
import { placeOf, type ServerSelection, serverSelectionOf } from './server-selection.ts'
import { SpawnFailed } from './spawn-redis.ts'
import { mask } from './url.ts'
import { OLDEST } from './version.ts'

/** Why there is no room for a server's files. */
const NO_FOLDER = /^(ENOSPC|EDQUOT|ENOENT|EACCES|EPERM|EROFS|ENOTDIR)$/

/**
 * Finds or starts the Redis that the workbook runs on.
 *
 * The first of these decides: `options.prefer`; the variable `WORKBOOK_REDIS` (`embedded`, `server` or a URL);
 * `REDIS_URL`; a `redis-server` or `valkey-server` of 6.2 or later on the PATH; the embedded server.
 * With `options.config` it is always a server program of ours.
 *
 * @returns A server that accepts connections. Call `stop()` when you are done.
 * @throws RedisUnavailable when the one that is asked for cannot be had; within five seconds for a URL.
 */
export async function start(options: StartOptions = {}): Promise<Server> {
  const selection = serverSelectionOf(options)
  if (options.config || selection?.kind !== 'url') return startOwn(options)
  return connectTo(selection, options.forChecks)
}

/**
 * Starts a server of ours, also where a URL is given: one that a lesson may restart and crash.
 *
 * @param options As for {@link start}; URLs are passed over.
 * @returns With `config`, a server program. Else one where there is one, or the embedded server, which loses all
 * data when it is restarted.
 * @throws RedisUnavailable when a server program is needed and there is none.
 */
export async function startOwn(options: StartOptions = {}): Promise<OwnServer> {
  const selection = serverSelectionOf(options)
  if (selection?.kind === 'embedded') {
    if (options.config) throw programMissing(`${placeOf(selection)} asks for the embedded server`)
    return startEmbedded(selection.variable ? `because ${selection.variable} asks for it` : 'as asked for')
  }

  const passedOver: string[] = []
  for (const program of findPrograms(options.env ?? process.env)) {
    try {
      return await startProcess(program, options.config)
    } catch (error) {
      const code = NO_FOLDER.exec((error as NodeJS.ErrnoException).code ?? '')?.[0]
      if (code) {
        passedOver.push(
          `${program.name} on your PATH has no folder to run in: ${tmpdir()} cannot be written to (${code})`,
        )
        continue
      }
      if (!(error instanceof SpawnFailed)) throw error
      passedOver.push(`${program.name} on your PATH ${whyNot(error, options.config)}`)
    }
  }

  const reason = passedOver.join(' and ') || `there is no ${PROGRAMS.join(' or ')} on your PATH`
  if (options.config || selection?.kind === 'server') throw programMissing(reason, selection)
  return startEmbedded(`because ${reason}`)
}

function whyNot(failure: SpawnFailed, config: StartOptions['config'] = {}): string {
  if (failure.why === 'too-old') return `is ${failure.message}, older than ${OLDEST}`
  // What a server complains about may be the line with a password.
  const secrets = Object.values(config).flatMap((value) => [value].flat().flatMap((line) => line.split(' ')))
  return mask(
    failure.message,
    secrets.filter((word) => word.length > 3),
  )
}

function programMissing(reason: string, selection?: ServerSelection): RedisUnavailable {
  const who = selection?.kind === 'server' ? `${placeOf(selection)} asks for` : 'This needs'
  return new RedisUnavailable(
    `${who} a redis-server ${OLDEST} or later, but ${reason}; install it with: ${installHint()}`,
  )
}
