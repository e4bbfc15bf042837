import { installHint } from '../install-hint.ts'
import { findPrograms, PROGRAMS, type Program } from '../programs.ts'
import { RedisUnavailable } from '../server.ts'
import { SpawnFailed, versionOf } from '../spawn-redis.ts'
import type { Cluster, ClusterOptions, OwnCluster } from './cluster.ts'
import { connectToCluster } from './foreign-cluster.ts'
import { startNodes } from './own-cluster.ts'

/** The oldest version with sharded channels. */
const OLDEST = '7.0'

/**
 * Opens the cluster that `REDIS_CLUSTER_URL` names, or else starts one.
 *
 * @returns A cluster that is healthy. Call `stop()` when you are done.
 * @throws {@link RedisUnavailable} with one sentence that says how to get a cluster.
 */
export async function openCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const url = urlIn(options.env)
  return url ? connectToCluster(url) : startCluster(options)
}

/**
 * Starts a cluster of ours, even if `REDIS_CLUSTER_URL` names another one.
 *
 * @throws {@link RedisUnavailable} if there is no program for it, or it doesn't start.
 */
export async function startCluster(options: ClusterOptions = {}): Promise<OwnCluster> {
  const program = await programIn(options.env)
  if (typeof program === 'string') throw new RedisUnavailable(program)
  try {
    return await startNodes(program, options)
  } catch (error) {
    if (!(error instanceof SpawnFailed)) throw error
    throw new RedisUnavailable(`A cluster can't be started: ${program.name} on your PATH ${error.message}.`)
  }
}

/**
 * Finds out whether there can be a cluster, without starting or connecting to one.
 *
 * @returns Undefined if there can be. Otherwise, one sentence that says how to get one.
 */
export async function whyNoCluster(env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  if (urlIn(env)) return undefined
  const program = await programIn(env)
  return typeof program === 'string' ? program : undefined
}

function urlIn(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return env.REDIS_CLUSTER_URL?.trim() || undefined
}

/** The first program that is new enough, or why there is none. */
async function programIn(env: NodeJS.ProcessEnv = process.env): Promise<Program | string> {
  if (env.WORKBOOK_REDIS === 'embedded') return "The embedded Redis can't be a cluster; unset WORKBOOK_REDIS."
  const tooOld: string[] = []
  for (const program of findPrograms(env)) {
    const version = await versionOf(program)
    if (version === undefined || isNewEnough(version)) return program
    tooOld.push(`${program.name} on your PATH is ${version}`)
  }
  const reason = tooOld.join(' and ') || `there is no ${PROGRAMS.join(' or ')} on your PATH`
  return `A cluster needs redis-server ${OLDEST} or later, but ${reason}; install it with: ${installHint()}; or set REDIS_CLUSTER_URL to the URL of a node of a cluster.`
}

function isNewEnough(version: string): boolean {
  return Number.parseInt(version, 10) >= Number.parseInt(OLDEST, 10)
}
