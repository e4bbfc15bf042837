import { createRequire } from 'node:module'

/** What shapes a client's class in node-redis; everything else of the options belongs to one client. */
interface ClassOptions {
  readonly RESP?: 2 | 3
  readonly modules?: Readonly<Record<string, unknown>>
  readonly functions?: unknown
  readonly scripts?: unknown
}

/** The cache of node-redis for one kind of class: of clients, of pools, of clusters. */
interface ClassCache {
  get(options: ClassOptions | undefined): unknown
  set(options: ClassOptions | undefined, built: unknown): void
}

/** A class that is kept, and what it was made of. */
interface Kept {
  readonly RESP: unknown
  readonly modules: ReadonlyMap<string, unknown>
  readonly built: unknown
}

const kept = new WeakMap<ClassCache, Kept[]>()
let done = false

/**
 * Lets node-redis build a client's class once in this thread, and not for each new URL.
 *
 * The class has some 500 methods, and takes 10 to 60 ms with its garbage. node-redis keeps one, that of the last
 * options, and the URL is among them. A program has one URL; a run of checks has one for each proxy. Clients behave
 * the same, for what shapes the class is compared: the protocol's version and the modules. Options with functions
 * or scripts are left to node-redis.
 */
export function cacheNodeRedisClasses(): void {
  if (done) return
  done = true
  const redis = createRequire(import.meta.url).resolve('redis')
  const { default: Cache } = createRequire(redis)('@redis/client/dist/lib/single-entry-cache.js') as {
    default: { prototype: ClassCache }
  }
  const { get, set } = Cache.prototype
  Cache.prototype.get = function (options) {
    if (!isPlain(options)) return get.call(this, options)
    const modules = modulesOf(options)
    return kept.get(this)?.find((one) => one.RESP === options?.RESP && equal(one.modules, modules))?.built
  }
  Cache.prototype.set = function (options, built) {
    if (!isPlain(options)) return set.call(this, options, built)
    const list = kept.get(this) ?? []
    list.push({ RESP: options?.RESP, modules: modulesOf(options), built })
    kept.set(this, list)
  }
}

function isPlain(options: ClassOptions | undefined): boolean {
  return !options?.functions && !options?.scripts
}

function modulesOf(options: ClassOptions | undefined): Map<string, unknown> {
  return new Map(Object.entries(options?.modules ?? {}))
}

function equal(one: ReadonlyMap<string, unknown>, other: ReadonlyMap<string, unknown>): boolean {
  return one.size === other.size && [...one].every(([name, module]) => other.get(name) === module)
}
