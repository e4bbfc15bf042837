import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { Cluster, ClusterNode, OwnCluster } from '#shared/redis/cluster/cluster.ts'
import { openCluster, startCluster, whyNoCluster } from '#shared/redis/cluster/open-cluster.ts'
import { slotOf } from '#shared/redis/cluster/slot.ts'
import { connect } from '#shared/redis/connection.ts'
import { findPrograms } from '#shared/redis/programs.ts'
import { environment, folderWith, needsProgram, needsUnix, own, until } from './support.ts'

const NO_PROGRAM = environment({ PATH: '/nowhere', REDIS_CLUSTER_URL: '' })

describe('how to get one', () => {
  test('without a program or a URL, one sentence says it', async () => {
    const sentence = await whyNoCluster(NO_PROGRAM)
    expect(sentence).toMatch(
      /^A cluster needs redis-server 7\.0 or later, but there is no redis-server or valkey-server on your PATH; install it with: .+; or set REDIS_CLUSTER_URL to the URL of a node of a cluster\.$/,
    )
    await expect(openCluster({ env: NO_PROGRAM })).rejects.toThrow(sentence)
  })

  test('a program without sharded channels is too old', async (context) => {
    needsUnix(context)
    const PATH = await folderWith({ 'redis-server': '#!/bin/sh\necho "Redis server v=6.2.14 sha=0"\n' })
    const sentence = await whyNoCluster(environment({ PATH, REDIS_CLUSTER_URL: '' }))
    expect(sentence).toContain('but redis-server on your PATH is 6.2.14;')
  })

  test('with a URL, or with a program, there is nothing to say', async (context) => {
    expect(await whyNoCluster({ ...NO_PROGRAM, REDIS_CLUSTER_URL: 'redis://127.0.0.1:1' })).toBeUndefined()
    needsProgram(context)
    expect(await whyNoCluster(environment({ REDIS_CLUSTER_URL: '' }))).toBeUndefined()
  })

  test('a URL of a single server is refused', async (context) => {
    needsProgram(context)
    const { url } = await own({ prefer: 'server' })
    await expect(openCluster({ env: { REDIS_CLUSTER_URL: url } })).rejects.toThrow(
      `${url} is not a node of a Redis Cluster; give the URL of a node, or unset REDIS_CLUSTER_URL to use a cluster of the workbook's own.`,
    )
  })

  test('a URL that nothing listens on is named without its password', async () => {
    const env = { REDIS_CLUSTER_URL: 'redis://lo:secret-word@127.0.0.1:1' }
    const error = await openCluster({ env }).catch((reason: Error) => reason)
    expect(String(error)).toContain('redis://lo:***@127.0.0.1:1 cannot be reached')
    expect(String(error)).not.toContain('secret-word')
  })
})

// Where there is no program, each test that needs one is skipped with the reason.
describe('a cluster of ours', () => {
  let cluster: OwnCluster
  beforeAll(async () => {
    if (process.env.CI || findPrograms(process.env).length > 0) cluster = await startCluster()
  })
  afterAll(() => cluster?.stop())
  beforeEach((context) => needsProgram(context))

  /** The nodes by their names. */
  async function byName(of: Cluster = cluster): Promise<Record<string, ClusterNode>> {
    return Object.fromEntries((await of.nodes()).map((node) => [node.name, node]))
  }

  /** Subscribes to a sharded channel on one node until the test ends. */
  async function subscribe(node: ClusterNode, channel: string): Promise<void> {
    const connection = await connect({ host: node.host, port: node.port, tls: false, database: 0 })
    onTestFinished(() => connection.close())
    connection.write('SSUBSCRIBE', channel)
    await until('the node counts it', async () =>
      (await cluster.subscribers(channel)).some((count) => count.node.id === node.id && count.sharded === 1),
    )
  }

  test('has three masters with a replica each, and says so', async () => {
    const nodes = await cluster.nodes()
    const ids = Object.fromEntries(nodes.map(({ id, name }) => [id, name]))
    expect(
      nodes.map(({ name, role, masterId, running }) => [name, role, ids[masterId ?? ''], running]),
    ).toEqual([
      ['A', 'master', undefined, true],
      ['B', 'master', undefined, true],
      ['C', 'master', undefined, true],
      ['a', 'replica', 'A', true],
      ['b', 'replica', 'B', true],
      ['c', 'replica', 'C', true],
    ])
    expect(nodes.slice(0, 3).map(({ slots }) => slots)).toEqual([
      [[0, 5461]],
      [[5462, 10_922]],
      [[10_923, 16_383]],
    ])
    expect(cluster.label).toMatch(
      /^a cluster of 3 masters and 3 replicas \(.+ \d+\.\d+\.\d+ from your PATH\)/,
    )
    expect(cluster.urls).toHaveLength(6)
    await cluster.healthy()
  })

  test('starts no node again after it was stopped, even by a repair that has begun', async () => {
    const other = await startCluster({ masters: 3, replicas: 0 })
    const nodes = await other.nodes()
    await other.faults.kill(nodes[0]!)
    const repair = other.faults.restore()
    await other.stop()
    await expect(repair).rejects.toThrow('a cluster that has been stopped')
    for (const { host, port } of nodes) {
      await expect(connect({ host, port, tls: false, database: 0 })).rejects.toThrow()
    }
  })

  test('listens on loopback only, also for the other nodes', async () => {
    for (const node of await cluster.nodes()) {
      expect(await cluster.send(node, 'CONFIG', 'GET', 'bind')).toEqual(['bind', '127.0.0.1'])
    }
  })

  test.for(['orders', '{room:1}:a', 'a{}b', '{}a', 'a{b', 'ä{ü}', 'x{a}{b}', '', 'a}b{c}'])(
    'knows the slot of %j',
    async (name) => {
      const { A } = await byName()
      expect(slotOf(name)).toBe(await cluster.send(A!, 'CLUSTER', 'KEYSLOT', name))
    },
  )

  test('finds a channel for a master, and counts its subscribers on each node', async () => {
    const { B, b } = await byName()
    const channel = cluster.channelOn(B!, 'room:')
    expect(channel).toMatch(/^room:\d+$/)
    expect((await cluster.ownerOf(channel)).name).toBe('B')
    expect((await cluster.replicaOf(B!)).name).toBe('b')
    await subscribe(b!, channel)
    const counts = await cluster.subscribers(channel)
    expect(counts.map(({ node, plain, sharded }) => `${node.name} ${plain} ${sharded}`)).toEqual([
      'A 0 0',
      'B 0 0',
      'C 0 0',
      'a 0 0',
      'b 0 1',
      'c 0 0',
    ])
  })

  test('throws what a node replies as an error', async () => {
    const { A } = await byName()
    const elsewhere = cluster.channelOn((await byName()).C!, 'key:')
    await expect(cluster.send(A!, 'GET', elsewhere)).rejects.toThrow(/^MOVED \d+ 127\.0\.0\.1:\d+$/)
  })

  test('moves a slot, tells subscribers, and puts it back', async () => {
    const { A, B } = await byName()
    const channel = cluster.channelOn(B!, 'moved:')
    await subscribe(B!, channel)
    await cluster.faults.moveSlot(slotOf(channel), A!)
    expect((await cluster.ownerOf(channel)).name).toBe('A')
    for (const node of [A!, B!]) {
      const reply = cluster.send(node, 'SPUBLISH', channel, 'hi')
      if (node === A) expect(await reply).toBe(0)
      else await expect(reply).rejects.toThrow(`MOVED ${slotOf(channel)} 127.0.0.1:${A!.port}`)
    }
    const { urls } = cluster
    await cluster.faults.restore()
    expect((await byName()).B!.slots).toEqual(B!.slots)
    expect(cluster.urls).toEqual(urls)
  })

  test('lets a replica take over, and takes its place back', async () => {
    const { C } = await byName()
    expect((await cluster.faults.failover(C!)).name).toBe('c')
    expect((await byName()).C!.role).toBe('replica')
    expect((await byName()).c!.slots).toEqual(C!.slots)
    await cluster.faults.restore()
    expect((await byName()).C).toEqual(C)
  })

  test('kills the master of a channel, sees its replica promoted, and repairs itself', async () => {
    const { A, a } = await byName()
    const channel = cluster.channelOn(A!, 'killed:')
    const killed = await cluster.faults.killMasterOf(channel)
    expect(killed.name).toBe('A')
    expect((await byName()).A!.running).toBe(false)
    await expect(cluster.send(A!, 'PING')).rejects.toThrow('ECONNREFUSED')
    expect((await cluster.faults.promoted(A!)).id).toBe(a!.id)
    expect((await cluster.ownerOf(channel)).name).toBe('a')
    await cluster.faults.restart(A!)
    await cluster.healthy()
    expect((await byName()).A).toMatchObject({ role: 'replica', masterId: a!.id, running: true })
    await cluster.faults.restore()
    expect(await byName()).toMatchObject({ A: { ...A! }, a: { ...a! } })
  })

  test('freezes a node, which never replies until it is thawed', async () => {
    const { b } = await byName()
    await cluster.faults.freeze(b!)
    await expect(cluster.send(b!, 'PING')).rejects.toThrow(
      `The node on port ${b!.port} didn't reply within 2 seconds.`,
    )
    cluster.faults.thaw(b!)
    expect(await cluster.send(b!, 'PING')).toBe('PONG')
    await cluster.faults.restore()
  })

  test('starts anew if it cannot be repaired', async () => {
    const before = await byName()
    const [, folder] = (await cluster.send(before.c!, 'CONFIG', 'GET', 'dir')) as string[]
    await cluster.faults.kill(before.c!)
    await writeFile(join(folder!, 'nodes.conf'), 'not what a node can read\n')
    await cluster.faults.restore()
    const after = await byName()
    expect(after.A!.id).not.toBe(before.A!.id)
    expect(after.A!.slots).toEqual(before.A!.slots)
    await expect(cluster.send(before.A!, 'PING')).rejects.toThrow("doesn't belong to this cluster any more")
  })

  test('given by URL, it is used under names of its own, and never hurt', async () => {
    for (const node of await cluster.nodes()) {
      await cluster.send(node, 'ACL', 'SETUSER', 'lo', 'on', '>secret-word', '~wb:*', '&wb:*', '+@all')
    }
    const { port } = (await byName()).B!
    const env = { REDIS_CLUSTER_URL: `redis://lo:secret-word@127.0.0.1:${port}` }
    const foreign = await openCluster({ env })
    expect(foreign.kind).toBe('url')
    expect(foreign.faults).toBeUndefined()
    expect(foreign.namespace).toMatch(/^wb:[0-9a-f]{8}:$/)
    expect(foreign.label).toContain(`the cluster of 6 nodes at redis://lo:***@127.0.0.1:${port}`)
    await foreign.healthy()
    const nodes = await foreign.nodes()
    expect(nodes.map(({ name, role }) => `${name} ${role}`)).toEqual([
      '1 master',
      '2 master',
      '3 master',
      '4 replica',
      '5 replica',
      '6 replica',
    ])
    const channel = foreign.channelOn(nodes[0]!, 'orders:')
    expect(channel.startsWith(`${foreign.namespace}orders:`)).toBe(true)
    expect((await foreign.subscribers(channel)).map(({ sharded }) => sharded)).toEqual([0, 0, 0, 0, 0, 0])
    await foreign.send(nodes[0]!, 'SET', channel, 'left behind')
    await foreign.stop()
    const owner = await cluster.ownerOf(channel)
    expect(await cluster.send(owner, 'EXISTS', channel)).toBe(0)
  })
})
