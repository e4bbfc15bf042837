import type { StartOptions } from '../server.ts'

/** What a cluster of ours is made of. */
export interface ClusterOptions {
  /** Default: 3. */
  readonly masters?: number
  /** Replicas of each master. Default: 1. */
  readonly replicas?: number
  /** After how many milliseconds without a reply the nodes consider a node failed. Default: 2000. */
  readonly nodeTimeout?: number
  /** More lines of redis.conf, for every node. */
  readonly config?: StartOptions['config']
  /** Default: `process.env`. */
  readonly env?: NodeJS.ProcessEnv
}

/** A range of slots, both ends included. */
export type SlotRange = readonly [first: number, last: number]

/** A node of a cluster as it was when it was asked for. */
export interface ClusterNode {
  /** In a cluster of ours, `A`, `B`, `C` are the first masters, and `a`, `b`, `c` their replicas; else a number. */
  readonly name: string
  /** The ID in the reply of `CLUSTER NODES`. */
  readonly id: string
  readonly host: string
  readonly port: number
  /** With the password, if there is one: for connecting, never for printing. */
  readonly url: string
  readonly role: 'master' | 'replica'
  /** The ID of a replica's master. */
  readonly masterId?: string
  /** The slots of a master. */
  readonly slots: readonly SlotRange[]
  /** False if it was killed, or if the other nodes consider it failed. */
  readonly running: boolean
}

/** How many connections have subscribed to a channel on one node. */
export interface NodeCounts {
  readonly node: ClusterNode
  /** With SUBSCRIBE, as `PUBSUB NUMSUB` says. */
  readonly plain: number
  /** With SSUBSCRIBE, as `PUBSUB SHARDNUMSUB` says. */
  readonly sharded: number
}

/** A Redis Cluster that the workbook runs on. */
export interface Cluster {
  /** `own`: we started it. `url`: `REDIS_CLUSTER_URL` names it. */
  readonly kind: 'own' | 'url'
  /** Of one node, to begin with. With the password: for connecting, never for printing. */
  readonly url: string
  /** Of all nodes, masters first. */
  readonly urls: readonly string[]
  /** For example `7.0.15`. */
  readonly version: string
  /** One line for people: which cluster this is, and why it was chosen. Contains no password. */
  readonly label: string
  /** The beginning of every channel and key: empty on a cluster of ours, random on any other. */
  readonly namespace: string
  /** Absent on a cluster that isn't ours. */
  readonly faults?: ClusterFaults
  /** All nodes, in the order of their names. */
  nodes(): Promise<ClusterNode[]>
  /** The master that owns the slot of a channel. */
  ownerOf(channel: string): Promise<ClusterNode>
  /** A replica of a master. */
  replicaOf(master: ClusterNode): Promise<ClusterNode>
  /** A name whose slot this master owns: the namespace, the prefix, and the first number that fits. */
  channelOn(master: ClusterNode, prefix: string): string
  /** Who has subscribed to a channel, on each running node. */
  subscribers(channel: string): Promise<NodeCounts[]>
  /**
   * Runs a command on one node.
   *
   * @returns The reply as plain values.
   * @throws The error that Redis replied, or the connection's.
   */
  send(node: ClusterNode, ...command: string[]): Promise<unknown>
  /**
   * Waits until all running nodes are up, agree on the owners of all slots, and all running replicas are in sync.
   *
   * @param within Milliseconds. Default: 20,000.
   */
  healthy(within?: number): Promise<void>
  /** Stops a cluster of ours; leaves any other one. Calling it twice does nothing. */
  stop(): Promise<void>
}

/** A cluster that we started, whose nodes can be killed. */
export interface OwnCluster extends Cluster {
  readonly kind: 'own'
  readonly faults: ClusterFaults
}

/**
 * What can be done to a cluster of ours. After an election, masters vote for the same shard again only after twice the
 * node timeout. A fault that leads to an election waits for that beforehand.
 */
export interface ClusterFaults {
  /** Kills a node at once, as a crash would. Resolves when it's gone. */
  kill(node: ClusterNode): Promise<void>
  /** Kills the master that owns a channel's slot, and resolves with it. */
  killMasterOf(channel: string): Promise<ClusterNode>
  /** Starts a killed node again on its port. Resolves when it accepts connections. */
  restart(node: ClusterNode): Promise<void>
  /**
   * Lets a replica take over gracefully.
   *
   * @param master Whose replica takes over.
   * @returns The new master, as soon as all running nodes know it.
   */
  failover(master: ClusterNode): Promise<ClusterNode>
  /**
   * Moves an empty slot: IMPORTING, MIGRATING, then SETSLOT NODE on the target, the source, and the other masters.
   * Resolves when all running nodes know the new owner.
   */
  moveSlot(slot: number, to: ClusterNode): Promise<void>
  /** Stops a node's process (SIGSTOP): its connections stay open, and it never replies. */
  freeze(node: ClusterNode): Promise<void>
  /** Lets a frozen node continue. */
  thaw(node: ClusterNode): void
  /**
   * Waits until another node owns the slots of a master that was killed, for all running nodes.
   *
   * @param instead The killed master as it was before.
   * @param within Milliseconds. Default: 20,000.
   * @returns The new master.
   */
  promoted(instead: ClusterNode, within?: number): Promise<ClusterNode>
  /** Says that a caller damages the cluster with commands of its own, so that `restore` repairs it. */
  damaged(): void
  /**
   * Brings the cluster back to how it was in the beginning, in less than a second. If that fails, a new cluster replaces
   * it: its nodes have other ports, so read `urls` and `nodes()` again.
   */
  restore(): Promise<void>
}
