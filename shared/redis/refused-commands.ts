import type { ProxyConnection } from './connection-filter.ts'
import { type Intervening, type Intervention, refusal } from './proxy-answer.ts'
import { WRITES } from './proxy-trouble.ts'
import { type RespValue, textOf } from './resp.ts'

/** Commands that change a server for all of its clients, not only for the one that sends them. */
const NOT_ON_OTHERS = [
  /^(flushall|flushdb|swapdb|debug|save|bgsave|bgrewriteaof|replicaof|slaveof|failover|migrate)\b/,
  /^config (set|rewrite|resetstat)\b/,
  /^client (kill|pause|unpause|no-evict)\b/,
  /^acl (setuser|deluser|load|save)\b/,
  /^(script|function) (flush|kill|delete|restore)\b/,
  /^module (load|loadex|unload)\b/,
  /^(slowlog|latency) reset\b/,
  /^memory purge\b/,
  /^cluster (?!info\b|nodes\b|slots\b|shards\b|keyslot\b|myid\b|links\b|countkeysinslot\b|getkeysinslot\b|help\b)/,
]

/**
 * Whether a command changes a server for all who use it.
 *
 * @param words The command's name and its arguments.
 */
export function changesOthers(words: readonly string[]): boolean {
  const command = words.slice(0, 2).join(' ').toLowerCase()
  return NOT_ON_OTHERS.some((pattern) => pattern.test(command))
}

/** Commands whose arguments are all channels, and those whose first one is. */
const OF_CHANNELS = /^S?SUBSCRIBE$/
const TO_A_CHANNEL = /^S?PUBLISH$/
/** Writes whose first argument is not a key. */
const KEY_ELSEWHERE = /^(XGROUP|XREADGROUP|BITOP|BLMPOP|BZMPOP|LMPOP|ZMPOP|MIGRATE|PFDEBUG)$/

/**
 * Keeps a learner's code, on a server that is not ours, to the names of this run: whatever reaches beyond them is
 * refused by the proxy with an error that says so. Reading is not refused, nor is what a script does.
 */
export class Fence implements Intervening {
  readonly #namespace: string

  /** @param namespace What the names of this run begin with. */
  constructor(namespace: string) {
    this.#namespace = namespace
  }

  /** @internal */
  intervene(_link: ProxyConnection, name: string, args: readonly RespValue[]): Intervention | undefined {
    const [first = ''] = args
    if (name === 'SHUTDOWN' || changesOthers([name, textOf(first)])) {
      return refusal(name, `NOPERM the workbook refused ${name}: others may be using this Redis`)
    }
    const foreign = this.#namesIn(name, args).find((one) => !one.startsWith(this.#namespace))
    if (foreign === undefined) return undefined
    return refusal(
      name,
      `NOPERM the workbook refused ${name}: on this Redis, names have to begin with ${this.#namespace}`,
    )
  }

  #namesIn(name: string, args: readonly RespValue[]): string[] {
    // In a pattern, any character can be escaped, and stands for itself.
    if (name === 'PSUBSCRIBE') return args.map((arg) => textOf(arg).replace(/\\(.)/gs, '$1'))
    if (OF_CHANNELS.test(name)) return args.map(textOf)
    const writes = WRITES.has(name) && !KEY_ELSEWHERE.test(name)
    return (TO_A_CHANNEL.test(name) || writes) && args.length > 0 ? [textOf(args[0]!)] : []
  }
}
