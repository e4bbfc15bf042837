import { Redis } from 'ioredis'
import type { CheckContext } from '#shared/checks/check-context.ts'
import { Failure, Skip } from '#shared/checks/failure.ts'
import type { Problem } from '#shared/lesson/connect-options.ts'
import type { Cluster, ClusterFaults, ClusterNode } from '#shared/redis/cluster/cluster.ts'
import { openCluster, whyNoCluster } from '#shared/redis/cluster/open-cluster.ts'
import type { ClusterPubSub, Contract } from '../contract.ts'

/** A cluster that isn't used for so long is stopped, in milliseconds. */
const IDLE_MS = 3000
/** Code that never closes its connections keeps the cluster from the next check for so long, in milliseconds. */
const CLOSE_MS = 1000

/** A cluster of ours, which a check may damage. */
export type FragileCluster = Cluster & { readonly faults: ClusterFaults }

/** One for all checks of a thread, because it takes seconds to start. */
let opened: Promise<Cluster> | undefined
/** Resolves when all who have asked for the cluster so far have returned it. */
let returned: Promise<unknown> = Promise.resolve()
let idle: NodeJS.Timeout | undefined
/** Returns the cluster that is lent now. */
let giveBackNow = () => {}

/**
 * Lends a healthy cluster. One borrower at a time has it: another one's fault would be this one's, too.
 *
 * @param ended Is asked whether the borrower still wants it, when its turn comes.
 * @returns The cluster, and a function that returns it, which can be called repeatedly.
 */
export async function lendCluster(
  ended = () => false,
): Promise<{ readonly cluster: Cluster; readonly giveBack: () => void }> {
  let giveBack = () => {}
  const own = new Promise<void>((resolve) => {
    giveBack = resolve
  })
  const before = returned
  returned = Promise.all([before, own])
  const mine = returned
  void own.then(() => mine).then(() => returned === mine && stopSoon())
  await before
  try {
    if (ended()) throw new Failure('the check has ended')
    clearTimeout(idle)
    const cluster = await open()
    giveBackNow = giveBack
    return { cluster, giveBack }
  } catch (error) {
    giveBack()
    throw error
  }
}

async function open(): Promise<Cluster> {
  opened ??= openCluster({ config: { 'enable-debug-command': 'local' } })
  try {
    const cluster = await opened
    await cluster.faults?.restore()
    return cluster
  } catch (error) {
    opened = undefined
    throw error
  }
}

function stopSoon(): void {
  clearTimeout(idle)
  idle = setTimeout(() => {
    const cluster = opened
    opened = undefined
    returned = Promise.resolve(cluster?.then((one) => one.stop())).catch(() => {})
  }, IDLE_MS).unref()
}

/** Lends a cluster to a check until it ends. Without one, the check is skipped. */
export async function borrowCluster(context: CheckContext): Promise<Cluster> {
  const reason = await whyNoCluster()
  if (reason) throw new Skip(reason)
  let over = false
  let giveBack = () => {}
  context.cleanup(() => {
    over = true
    giveBack()
  })
  const lent = await context.untimed(() => lendCluster(() => over))
  giveBack = lent.giveBack
  if (over) giveBack()
  const { cluster } = lent
  context.log(`the check has ${cluster.label}`)
  return cluster
}

/** As {@link borrowCluster}, one that the check may damage. */
export async function borrowFragileCluster(context: CheckContext): Promise<FragileCluster> {
  const cluster = await borrowCluster(context)
  if (!cluster.faults) {
    throw new Skip(
      'it crashes nodes, so it needs a cluster that the workbook starts: unset REDIS_CLUSTER_URL',
    )
  }
  return cluster as FragileCluster
}

/** Connects the learner's code to a cluster that was borrowed. */
export async function connected(
  context: CheckContext,
  subject: Pick<Contract, 'connect'>,
  { urls, namespace }: Cluster,
  name = 'pubsub',
): Promise<{ readonly pubsub: ClusterPubSub; readonly problems: readonly Problem[] }> {
  const { report, problems } = context.reporting()
  const pubsub = context.trackCalls(name, await subject.connect({ nodes: urls, namespace, report }))
  const giveBack = giveBackNow
  // Cleaning up ends at a close() that never resolves, and the next check is waiting.
  context.cleanup(() => void setTimeout(giveBack, CLOSE_MS))
  return { pubsub, problems }
}

/** A connection of the check's own to one node. */
export async function openNode(context: CheckContext, { url }: ClusterNode): Promise<Redis> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: null })
  redis.on('error', () => {})
  context.cleanup(() => redis.disconnect())
  await redis.connect()
  return redis
}

/** How often a master was chosen. */
let choices = 0

/**
 * A master that may be damaged. Masters vote for replicas of the same shard only once in a while, so it's another one
 * each time.
 */
export async function nextMaster(cluster: Cluster): Promise<ClusterNode> {
  const masters = await mastersOf(cluster)
  choices += 1
  return masters[choices % masters.length]!
}

/** All masters, in the order of their names. */
export async function mastersOf(cluster: Cluster): Promise<ClusterNode[]> {
  return (await cluster.nodes()).filter(({ role }) => role === 'master')
}

/** A channel of this check alone, whose slot this master owns. The timeline shows it as `name`. */
export function channelOn(
  context: CheckContext,
  cluster: Cluster,
  master: ClusterNode,
  name: string,
): string {
  const channel = cluster.channelOn(master, `${name}${context.nameSuffix}-`)
  context.timeline.name(channel, name)
  return channel
}
